/** What stands around the requests: sessions, datasets, rules, systems. What they are called and how they are, never what they hold. */

export interface ReceiptView {
  readonly id: string;
  readonly dataset: string;
  /** The claim, such as `silver_validation`. */
  readonly claim: string;
  readonly request: string;
  readonly issued: number;
  /** Null where the journal does not say. */
  readonly expires: number | null;
}

/** What has been given of one class. */
export interface BudgetView {
  readonly class: string;
  /** Whose count it is: `session`, or `role` for that of all its sessions. */
  readonly per: string;
  readonly isSealed: boolean;
  readonly counts: readonly {
    /** `values`, `rows`, `bytes` or `probes`. */
    readonly measure: string;
    readonly given: number;
    /** Null where nothing bounds it. */
    readonly soft: number | null;
    readonly hard: number | null;
  }[];
}

export interface SessionView {
  readonly id: string;
  readonly role: string;
  /** What the client calls itself; recorded and never trusted. */
  readonly client: string;
  readonly started: number;
  readonly calls: number;
  readonly denials: number;
  readonly writes: number;
  readonly rowsRead: number;
  /** Flags that are set. */
  readonly flags: readonly string[];
  /** Live ones; of a journal's session, those that it earned. */
  readonly receipts: readonly ReceiptView[];
  /** Newest first. */
  readonly lapsed: readonly { readonly dataset: string; readonly why: string }[];
  /** Datasets in doubt. */
  readonly doubts: readonly string[];
  /** Empty for a journal's session: its calls say what each took. */
  readonly budgets: readonly BudgetView[];
}

export interface ColumnView {
  readonly name: string;
  /** As declared: `clear` or a class. */
  readonly class: string;
  /** Classes that writes have carried in. */
  readonly carried: readonly string[];
  /** What was carried was made from a value. */
  readonly isDerived: boolean;
  readonly isKey: boolean;
}

export interface DatasetView {
  readonly name: string;
  readonly system: string;
  readonly tier: 'bronze' | 'silver' | 'gold';
  readonly form: 'table' | 'objects';
  readonly isProtected: boolean;
  readonly columns: readonly ColumnView[];
  /** Claims that a validation can earn, each with how many checks it takes. */
  readonly claims: readonly { readonly claim: string; readonly checks: number }[];
}

export interface CatalogView {
  readonly version: string;
  readonly datasets: readonly DatasetView[];
  /** Patterns that are protected even where no dataset is declared. */
  readonly isProtected: readonly string[];
}

export interface RuleView {
  /** As a row and a denial name it: within its invariant. */
  readonly id: string;
  /** `grant`, `forbid`, `limit`, `require`, `budget` or `mask`. */
  readonly kind: string;
  readonly phase: string;
  readonly because: string;
  /** `file:line`; '' for one that the kernel adds. */
  readonly place: string;
  /** As it is written. */
  readonly text: string;
  /** Calls it spoke of since the start; of a mask: results in which it masked something. */
  readonly fired: number;
  /** Calls that it decided against. */
  readonly denied: number;
  /** Calls in which it erred, which denies. */
  readonly erred: number;
  /** Milliseconds since the epoch; 0 for never. */
  readonly last: number;
  /** What the lint knows of it, such as that it can never match. */
  readonly warnings: readonly string[];
}

export interface PolicyView {
  readonly digest: string;
  readonly rules: readonly RuleView[];
}

export interface SystemView {
  readonly system: string;
  /** A state of the machine `downstream`; '' where the journal tells of none. */
  readonly state: string;
  readonly restarts: number;
  /** Why it last changed for the worse; '' for never. */
  readonly why: string;
  readonly inFlight: number;
  readonly queued: number;
  /** Of the process group's leader; 0 for none. */
  readonly pid: number;
  /** Calls since the start, and those that ended otherwise than allowed. */
  readonly calls: number;
  readonly failed: number;
  readonly tools: readonly {
    readonly name: string;
    readonly isPinned: boolean;
    readonly drift: readonly string[];
  }[];
}
