/** The words of which codes of errors are made: of systems, of SQL, of object stores, of remote calls. It refuses a word by which somebody is called as well, and what is said of people. */

/** Small words between them. */
const small = `
  a all already and at by for from in is must no non none not of on one or such than the to too with without
`;

/** What goes wrong, one initial after the other. */
const wrong = `
  abort aborted admitted ambiguous
  bad broken busy
  canceled cancelled conflict conflicting corrupt crash
  deadlock denied deprecated differ differs disabled does doubt down duplicate
  empty err error errors exceeded exceeds exhausted exist exists expired
  fail failed failure fault forbidden full
  illegal incompatible incomplete inconsistent insufficient interrupt interrupted invalid invalidated
  large limited locked long lost
  malformed many mismatch missing moved
  overflow overlap overloaded
  permitted prohibited protected
  raise refused rejected reserved reset restricted retry
  serious short slow stale stopped suspended
  terminated throttled throttling timed timeout truncated truncation
  unauthenticated unauthorized unavailable unbound uncounted undefined unexpected unhandled unimplemented
  unknown unmodified unprocessable unreachable unreadable unrecognized unresolved unsafe unspecified
  unsupported unterminated untranslatable untrusted
  violated violates violation
  withheld wrong
`;

/** What it goes wrong with. */
const concerned = `
  access account acl action address admin alias allowed app arg argument arguments array assertion
  authentication authorization autoindex
  backup batch binary blob body bucket buffer bytes
  cache call cannot cantopen cardinality cast catalog change changed changes channel character check
  checksum child class classified clause client collation column columns command commit concurrent condition
  config configuration connect connecting connection connections constraint content continue copy count
  crypto current currently cursor
  database dataset date datetime db dbmoved deadline deep default definition delete delimiter dependency
  dependent depth descriptor destination device dialect digest dir directory disk division document domain
  driver drop
  effect element enabled encoding encryption end endpoint engine enough entity entry escape evaluation event
  exception exclusion execution expected expression extension external
  feature field fields file filter flow foreign foreignkey form format found frame function functions
  gateway generated group guard
  handle handler header headers hidden host http
  id idempotent identifier idle immediate implemented import index indicator initialized initiator input
  insert integer integrity interface internal interval into io ioerr isdir isolation item
  json
  key keys kind
  label language last length level limit limits link list local locale lock locks log logged login lookup
  loop
  manifest match max maximum media memory message metadata method min minimum mode modification modified
  modify module multipart multiple
  name names network nolfs nomem notadb notnull null number numeric
  object objects offset open operation operator option order out outside own
  page parameter parameters parse part partial parts path pattern payload pending permanent permission
  permissions pipe plan plpgsql policy pool port pragma precision precondition prefix prepared present
  primary primarykey privilege privileges procedure process property protocol proxy
  query quota
  range rate read reader readonly ready reason recovery recursion redirect reference region register
  relation release remote replica replication request requests required resource response restart restrict
  result results return role rollback route row rows rpc rule running runtime
  savepoint schema schemas scope script seek select sequence serialization server service session set
  setting shape shared shutdown side signal signature size snapshot socket source specification sql
  sqlclient sqlite sqlserver sqlstate started state statement status step storage stream string structure
  subquery subscript substring support supported syntax system
  table tables tag target temporary text time token toobig tool trace transaction transient trigger trim try
  type types
  union unique update upload uri url usage use used user users using
  valid validation value values variable verification version view vtab
  wait wal warning while window within worker write writer
  xml
  zero zone
`;

/** A name of the data may be two words with a stroke between them; none of it is among these. */
export const codeWords: ReadonlySet<string> = new Set(`${small}${wrong}${concerned}`.trim().split(/\s+/));
