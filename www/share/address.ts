/** The only other origin the page may fetch from: files of public repositories on GitHub. The page's policy says so too. */
const RAW = "https://raw.githubusercontent.com";

/** What an address the reader gave stands for. */
export type Target =
  /** A file that can be fetched; `own`: it lies beside the page, and nobody need be asked. */
  | { readonly kind: "file"; readonly url: string; readonly own: boolean }
  /** A pull request, of which a file is still to be named. */
  | { readonly kind: "pull"; readonly name: string; readonly file: (path: string) => string }
  | { readonly kind: "refused"; readonly why: string };

/** Understands an address: a file's own, or the page on the forge that shows it. */
export function target(address: string, page: string): Target {
  let url: URL;
  try {
    url = new URL(address.trim(), page);
  } catch {
    return refused(`"${shortened(address)}" is no address.`);
  }
  if (url.origin !== "null" && url.origin === new URL(page).origin) return { kind: "file", url: url.href, own: true };
  if (url.origin === RAW) return { kind: "file", url: `${RAW}${url.pathname}`, own: false };
  if (url.origin === "https://github.com" || url.origin === "https://www.github.com") return ofForge(url);
  return refused(
    `The page does not fetch from ${url.host || shortened(address)}: only from its own site and from files of public GitHub repositories. Download the file and drop it here.`,
  );
}

/** The file's own address for a page of the forge. */
function ofForge({ pathname }: URL): Target {
  const [owner, repository, kind, ...rest] = pathname.split("/").filter(Boolean);
  if (owner && repository && (kind === "blob" || kind === "raw") && rest.length > 1)
    return { kind: "file", url: `${RAW}/${owner}/${repository}/${rest.join("/")}`, own: false };
  const number = rest[0];
  if (owner && repository && kind === "pull" && number && /^\d+$/.test(number)) {
    const head = `${RAW}/${owner}/${repository}/refs/pull/${number}/head`;
    const file = (path: string) =>
      `${head}/${path.trim().replace(/^\/+/, "").split("/").map(encodeURIComponent).join("/")}`;
    return { kind: "pull", name: `${owner}/${repository}#${number}`, file };
  }
  return refused("This page of the forge shows no file. Open the file there and give its address.");
}

function refused(why: string): Target {
  return { kind: "refused", why };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The addresses a page's own address names: `?rule=URL&events=URL`, or the same behind `#`. */
export function named(location: { readonly search: string; readonly hash: string }): {
  readonly rule: string;
  readonly events: readonly string[];
} {
  for (const text of [location.hash.slice(1), location.search.slice(1)]) {
    const parameters = new URLSearchParams(text);
    const rule = parameters.get("rule") ?? "";
    const events = parameters.getAll("events").filter((address) => address !== "");
    if (rule !== "" || events.length > 0) return { rule, events };
  }
  return { rule: "", events: [] };
}
