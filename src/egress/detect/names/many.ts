/** Words of many people, and of what somebody does or what is made for them, which name nobody. It refuses to know a firm by anything but such a word. */

/** What somebody does, and what is made for people: after a label and nothing but a blank, capitals beside one of these are a title's. */
const deeds = new Set(
  'access account acquisition agreement api app application area authentication benefits booking checklist churn console count dashboard data database desktop details directory education engagement experiences feedback form group groups guide guidelines handbook history hub index information interface journey library lifetime list login management manual migration network notification notifications onboarding permission permissions plan plans platform policy portal preferences profile program provisioning queue rating record records release report research retention review reviews role roles safety satisfactions score screen segment self session settings software space status summary survey system systems table tier tool tools training type types upgrade value view workflow workflows administrator agent analyst architect assistant associate consultant coordinator designer developer director engineer executive facilitator liaison manager officer orchestrator planner producer representative specialist strategist supervisor technician support success experience relations services satisfaction care operations'.split(
    ' ',
  ),
);
/** Many, whatever stands before the word. */
const many =
  /(?:^|[ -])(?:team|board|committee|department|dept|group|office|desk|cent(?:er|re)|council|division|unit|services|engineering|security|operations|helpdesk|authority|university|hospital|bank|ministry|agency|ltd|limited|llc|inc|gmbh|corp|corporation|company|holdings?|plc|partners|traders|trading|logistics|insurance|media|labs|systems|solutions|energy|foods|motors|airlines|airways|capital|consulting|studios?|school|college|church|foundation|institute|industries|technologies|enterprises|electronics|pharma|telecom|networks?|software|stores?|market|markets|hotels?|restaurant|sas|sarl|srl|spa|bv|kft|pty|ohg|nv|gbr|ltda|sprl|aps|contributors|authors|maintainers|developers|community|daemon|association|federation)$/i;
/** No person, whatever leads to it. */
export const isOfMany = (text: string): boolean => many.test(text);
/** What somebody does, or what is made for people. */
export const isTitle = (text: string): boolean => text.split(' ').some((one) => deeds.has(one.toLowerCase()));
