// Adds up the test reports in a folder and prints one line. Refuses to call a run green that failed or ran nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? 'dist';
const isReport = (name) => /^test-report.*\.json$/.test(name);
const read = (name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    return { testResults: [{ status: 'failed', assertionResults: [] }] };
  }
};

const reports = existsSync(folder) ? readdirSync(folder).filter(isReport).map(read) : [];
const files = reports.flatMap((report) => report.testResults ?? []);
const tests = files.flatMap((file) => file.assertionResults ?? []);
const failedIn = (file) => (file.assertionResults ?? []).filter((test) => test.status === 'failed').length;
// A file that could not be loaded holds no failed test, and is a failure all the same.
const broken = files.filter((file) => file.status === 'failed' && failedIn(file) === 0).length;

const passed = tests.filter((test) => test.status === 'passed').length;
const failed = tests.filter((test) => test.status === 'failed').length + broken;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
