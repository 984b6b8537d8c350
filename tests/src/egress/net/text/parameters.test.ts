/** What is encoded in an address, a form or a mail is masked where it stands, and what stands around it is kept. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { masked } from '../../fixtures.js';

const shown = (text: string): readonly string[] =>
  scan(text, 0).map(({ class: name, start, end }) => `${name} ${text.slice(start, end)}`);

describe('an encoded part is found', () => {
  it.each([
    ['GET /account?email=ann%40corp.example&page=2 HTTP/1.1', 'pii.email ann%40corp.example'],
    ['/users/ann%40corp.example/orders/4711', 'pii.email ann%40corp.example'],
    ['nachname=Wayra+Quispe&stock=4711', 'pii.name Wayra+Quispe'],
    ['telefono=%2B420+703+388+663&category=x', 'pii.phone %2B420+703+388+663'],
    ['num%C3%A9ro%20de%20passeport=J81952143&x=1', 'pii.passport J81952143'],
    ['q=card%3A%204111%201111%201111%201111&x=1', 'pii.card card%3A%204111%201111%201111%201111'],
    ['To: anna=40corp=2Eexample, thanks', 'pii.email anna=40corp=2Eexample,'],
    ['seen =61=40=62=2E=69=6F here', 'pii.email =61=40=62=2E=69=6F'],
    ['api_key=CqfywLdoZUGEIKRMs04kQq2oBG&stock=3109', 'secret.key CqfywLdoZUGEIKRMs04kQq2oBG'],
  ])('in %j', (text, found) => expect(shown(text)).toEqual([found]));

  it.each([
    'GET /v1/find?city=La%20Paz&rate=36.1%25&at=2025-06-25T20%3A25%3A48Z HTTP/1.1',
    'mime=image%2Fpng&color=%237b5b41&latlon=54.430234%2C%208.170121',
    'id=AB12&x=CD34&y=20',
    'a=b+c, d=e+f',
    'J=C3=B6rg is no name by itself',
  ])('and there is none in %j', (text) => expect(shown(text)).toEqual([]));

  it('the rest of the text is kept', () => {
    const text = 'GET /a?email=ann%40corp.example&n=7 200\nGET /b?n=8 200';
    expect(masked(text)).toMatch(/^GET \/a\?email=\[EMAIL:[a-z2-7]{12}\]&n=7 200\nGET \/b\?n=8 200$/);
  });
});
