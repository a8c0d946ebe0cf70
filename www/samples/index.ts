/** A rule with events to open from the menu: `<id>/rule.toml` and `<id>/events.json` beside this file. */
export interface Sample {
  /** Its folder. */
  readonly id: string;
  /** Its line in the menu. */
  readonly title: string;
  /** What there is to see, one or two sentences. */
  readonly description: string;
}

/** The menu, easiest first. `README.md` says which events match and why. */
export const samples: readonly Sample[] = [
  {
    id: "ssm-shell-command",
    title: "Command sent through Systems Manager",
    description: "Two of seven events match. One that should is missed: its document is named by ARN.",
  },
  {
    id: "temporary-session-iam",
    title: "IAM changed with temporary credentials",
    description: "Calls that a service makes have no source address. Remove the last line of the query to see them.",
  },
  {
    id: "root-console-login-failures",
    title: "Failed root console logins",
    description: "A login has its outcome in the response, not in an error code.",
  },
  {
    id: "s3-bucket-made-public",
    title: "S3 bucket made public",
    description: "Lists and policies read through flattened fields. One of the four matches is a false positive.",
  },
  {
    id: "audit-trail-silenced",
    title: "Trail silenced, with a full investigation guide",
    description: "Nested lists, a table, code, a quote, links and hard breaks, as an analyst sees them.",
  },
  {
    id: "wrong-provider",
    title: "A rule that can never fire",
    description: "It asks the EC2 service for an action of RDS. Change one word and the first event matches.",
  },
  {
    id: "console-login-foreign-network",
    title: "Login from a foreign network: undecided",
    description: "The query asks whose network an address belongs to. Nobody can tell before you add that.",
  },
  {
    id: "password-guessing",
    title: "Passwords guessed from one address (threshold)",
    description: "Seven events match the query, five of them from one address.",
  },
  {
    id: "secret-first-read",
    title: "Secret read by a new identity (new terms)",
    description: "Ten days of reads. One role appears for the first time on the last day.",
  },
  {
    id: "key-for-new-user",
    title: "User and access key in a row (EQL sequence)",
    description: "A timeline for each user: one is complete, the others are late, reset or still waiting.",
  },
];
