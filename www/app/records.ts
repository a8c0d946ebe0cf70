import type { RecordChange } from "../engine/wire";
import type { Workspace } from "./workspace";

/** A record of the reader's own to begin with. */
export function template(): string {
  const record = {
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: "arn:aws:iam::111122223333:user/somebody",
      accountId: "111122223333",
      userName: "somebody",
    },
    eventTime: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    awsRegion: "us-east-1",
    sourceIPAddress: "192.0.2.10",
    userAgent: "aws-cli/2.17.60",
    requestParameters: { userName: "new-user" },
    responseElements: null,
    eventID: crypto.randomUUID(),
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
  };
  return JSON.stringify(record, null, 2);
}

/** Adds the records in `text` behind the selected event, or replaces, doubles or removes that; `false` where there is nothing to do. */
export async function changeRecords(app: Workspace, change: RecordChange, text = ""): Promise<boolean> {
  const { selected, shown, answer } = app.store.value;
  const empty = (answer?.verdict.events ?? 0) === 0;
  const question = { change, source: shown, text, ...(empty ? {} : { event: selected }) };
  const next = change === "remove" ? nextOf(app, selected) : undefined;
  const found = (await app.ask({ change: question }))?.change;
  if (!found) return false;
  app.editEvents(found.edits, { at: found.event, count: change === "remove" ? -found.records : found.records });
  app.selectEvent(next ?? found.event);
  return true;
}

/** The event in the row behind the one that goes, else before it, by its number afterwards. */
function nextOf(app: Workspace, removed: number): number | undefined {
  const rows = app.store.value.answer?.rows.rows ?? [];
  const at = rows.findIndex(({ event }) => event === removed);
  const next = at < 0 ? undefined : (rows[at + 1] ?? rows[at - 1])?.event;
  return next !== undefined && next > removed ? next - 1 : next;
}
