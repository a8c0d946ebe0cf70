import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { chooseFiles } from "../../input/open";
import { icon } from "../../shell/icons";
import { said } from "../said";
import { SEVERITIES } from "../verdict/words";
import { type Address, FACTS, type Fact, isTable, merged, readTable, writeTable } from "./address";

const FACT_WORDS: Record<Fact, readonly [title: string, example: string]> = {
  country: ["Country", "DE"],
  city: ["City", "Berlin"],
  asn: ["ASN", "64500"],
  organization: ["Organisation", "Example Net"],
};

/** What the reader knows about addresses: Elasticsearch looks it up in databases that the page does not have. */
export class AddressForm extends PageElement {
  override render() {
    const { addresses, databases } = this.state;
    return html`<div class="addresses" @paste=${this.#paste}>
      <p class="soft addresses-lead">Elasticsearch adds <code class="said-code">source.geo</code> and
        <code class="said-code">source.as</code> from databases. Say here what they would hold, or open your own MaxMind
        City or ASN database (.mmdb). In a row with
        anything filled in, a field left empty has no value.</p>
      ${
        addresses.length > 0
          ? html`<div class="table-scroll"><table class="address-table">
            <thead><tr><th scope="col">Address or CIDR block</th>
              ${FACTS.map((fact) => html`<th scope="col">${FACT_WORDS[fact][0]}</th>`)}<th scope="col"><span class="visually-hidden">Remove</span></th></tr></thead>
            <tbody>${addresses.map((row, at) => this.#row(row, at))}</tbody>
          </table></div>`
          : nothing
      }
      <div class="address-actions">
        <button class="button button-small" @click=${this.#add}>Add an address</button>
        <button class="button button-small" @click=${() => chooseFiles(this.app)}>${icon("open")}Open JSON or .mmdb…</button>
        ${
          addresses.length > 0
            ? html`<button class="button button-small" @click=${this.#save}>Save as JSON</button>
              <button class="button button-small" @click=${() => this.app.setAddresses([])}>Clear</button>`
            : nothing
        }
      </div>
      ${this.#problems()}
      ${
        databases.length > 0
          ? html`<ul class="databases" aria-label="Databases">${databases.map(
              (file, at) => html`<li><span>${file.name}</span><span class="soft">${size(file.bytes.byteLength)}</span>
              <button class="button button-small" aria-label=${`Remove ${file.name}`}
                @click=${() => this.app.setDatabases(databases.filter((_, i) => i !== at))}>Remove</button></li>`,
            )}</ul>`
          : nothing
      }
    </div>`;
  }

  protected override updated(): void {
    const { asked, addresses } = this.state;
    if (asked === undefined) return;
    const row = addresses.findIndex(({ address }) => address === asked);
    const field = this.querySelector<HTMLInputElement>(
      `[data-row="${row}"][data-fact="${asked ? "country" : "address"}"]`,
    );
    this.app.store.set({ asked: undefined });
    field?.focus();
  }

  #row(row: Address, at: number) {
    const name = row.address || `row ${at + 1}`;
    const field = (
      fact: Fact | "address",
      label: string,
      example: string,
    ) => html`<input class="input" aria-label=${label}
      placeholder=${example} .value=${row[fact] ?? ""} data-row=${at} data-fact=${fact} autocomplete="off" spellcheck="false"
      @change=${(event: Event) => this.#change(event, at, fact)} />`;
    return html`<tr>
      <td>${field("address", `Address ${at + 1}`, "203.0.113.7")}${row.more ? html`<span class="tag" title=${JSON.stringify(row.more)}>and more</span>` : nothing}</td>
      ${FACTS.map((fact) => html`<td>${field(fact, `${FACT_WORDS[fact][0]} of ${name}`, FACT_WORDS[fact][1])}</td>`)}
      <td><button class="button button-small button-icon" aria-label=${`Remove ${name}`} @click=${() => this.#remove(at)}>${icon("cross")}</button></td>
    </tr>`;
  }

  #problems() {
    const problems = this.state.answer?.problems ?? [];
    const own = problems.filter(({ place }) => !place || place.source.kind === "enrichment");
    if (own.length === 0) return nothing;
    return html`<ul class="address-problems" aria-label="Problems of the table">${own.map((problem) => {
      const look = SEVERITIES[problem.severity];
      return html`<li><span class="dot tone-${look.tone}">${icon(look.icon)}<span class="visually-hidden">${look.word}</span></span>
        <span>${said(problem.message)}. ${said(problem.notes.join(" "))}</span></li>`;
    })}</ul>`;
  }

  #change(event: Event, at: number, fact: Fact | "address"): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const { value } = event.target;
    if (fact === "address" && isTable(value)) return;
    this.app.setAddresses(this.state.addresses.map((row, i) => (i === at ? { ...row, [fact]: value } : row)));
  }

  #remove(at: number): void {
    this.app.setAddresses(this.state.addresses.filter((_, i) => i !== at));
  }

  readonly #add = (): void => {
    this.app.setAddresses(merged(this.state.addresses, [{ address: "" }]));
    this.app.store.set({ asked: "" });
  };

  /** A pasted table adds its rows; anything else is for the field it is pasted into. */
  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isTable(text)) return;
    event.preventDefault();
    try {
      this.app.setAddresses(merged(this.state.addresses, readTable(text)).filter(({ address }) => address !== ""));
    } catch {
      this.app.notify({ kind: "error", text: "What was pasted is no complete JSON." });
    }
  };

  readonly #save = (): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writeTable(this.state.addresses)], { type: "application/json" }));
    link.download = "addresses.json";
    link.click();
    URL.revokeObjectURL(link.href);
  };
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

customElements.define("rp-addresses", AddressForm);
