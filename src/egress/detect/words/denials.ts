/** What a word of a key says so that its value is nobody's. It refuses a word that people's values go by as well. */

/** A word of these, and what stands with it says nothing. */
export const denies = new Set(
  'count total verified type id at hash status flag length rows changes domain provider limit expires expiry kind class usage'.split(
    ' ',
  ),
);
/** What closes a key says of what kind its value is, whatever stands before: `rut_version` is no number of anybody's. */
export const ofKind = /^(?:versions?|count|total|rows|length)$/;
