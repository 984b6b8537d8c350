// The driver's own connection, by the one name that the files here know it by; opens none.
import type Sqlite from 'better-sqlite3';

export type Connection = Sqlite.Database;
