/** Whether ten digits are a telephone of the plan that the United States share with their neighbours, as the library says it: its patterns are made once, and not for each number. It refuses numbers of any other length. */
import { type CountryCode, Metadata } from 'libphonenumber-js/max';

/** What the library knows of a plan, and its types do not tell. */
interface Kind {
  pattern(): string;
  possibleLengths(): readonly number[] | undefined;
}
interface Plans extends Metadata {
  getCountryCodesForCallingCode(code: string): readonly CountryCode[] | undefined;
  nationalNumberPattern(): string;
  leadingDigits(): string | undefined;
  type(kind: string): Kind | undefined;
}

const kinds = [
  ...['FIXED_LINE', 'MOBILE', 'PREMIUM_RATE', 'TOLL_FREE', 'SHARED_COST'],
  ...['VOIP', 'PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL'],
];
const length = 10;
const code = '1';

interface Plan {
  /** A number of the plan begins so; absent, it is of the plan when it is one of its kinds. */
  readonly leads: RegExp | undefined;
  readonly isOf: (digits: string) => boolean;
}

const whole = (source: string): RegExp => new RegExp(`^(?:${source})$`);

function planOf(plans: Plans, country: CountryCode): Plan {
  plans.selectNumberingPlan(country);
  const of = kinds
    .map((kind) => plans.type(kind))
    .filter((one) => one !== undefined && one.possibleLengths()?.includes(length) !== false)
    .flatMap((one) => one?.pattern() || []);
  const own = whole(plans.nationalNumberPattern());
  const any = whole(of.map((source) => `(?:${source})`).join('|') || '(?!)');
  const leads = plans.leadingDigits();
  return {
    leads: leads ? new RegExp(`^(?:${leads})`) : undefined,
    isOf: (digits) => own.test(digits) && any.test(digits),
  };
}

let made: readonly Plan[] | undefined;
function all(): readonly Plan[] {
  if (made !== undefined) return made;
  // `as`: the library has these, as its own functions ask them.
  const plans = new Metadata() as Plans;
  made = (plans.getCountryCodesForCallingCode(code) ?? []).map((country) => planOf(plans, country));
  return made;
}

/** INVARIANT: the first plan that claims the number decides. */
export function isAmerican(digits: string): boolean {
  if (digits.length !== length) return false;
  for (const { leads, isOf } of all()) {
    if (leads === undefined ? isOf(digits) : leads.test(digits)) return leads === undefined || isOf(digits);
  }
  return false;
}
