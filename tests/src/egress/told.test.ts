/** What forms say of the values in them: blanks, heads, labels, messages between machines, answers, lines of contact. Each is told where the form says so, and stays where it does not. */
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../../src/call/json.js';
import { chooser } from '../../../src/egress/operators/choose.js';
import { maskResult } from '../../../src/egress/result/dry.js';
import { digest, masked, maskedValue, rules } from './fixtures.js';

const terms = { choose: chooser(rules), digest, known: { columns: {} } };

/** A text, and what of it may not be shown. */
const texts: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a table drawn with blanks',
    'ID     NAME              PHONE          BIRTHDATE\n17     Ilse Brandauer    0664 8812345   1961-04-30\n18     Tadeo Urrutia     0151 7733221   1970-11-02\n',
    ['Brandauer', 'Urrutia', '8812345', '7733221', '04-30', '11-02'],
  ],
  [
    'a table with a column that has no name',
    ' ?column? | dob\n----------+------------\n 1234567  | 1961-04-30\n(1 row)\n',
    ['04-30'],
  ],
  [
    'HL7',
    'MSH|^~\\&|ADT|X\rPID|1||77^^^H||Brandauer^Ilse||19610430|F|||9 Elm Street^^Leeds||0664 881 2345|||S||8|\r',
    ['Brandauer', 'Ilse', '19610430', 'Elm', '881 2345'],
  ],
  [
    'X12',
    'ISA*00*  *00*  *ZZ*S*ZZ*R*P*:~NM1*IL*1*Brandauer*Ilse****MI*5~DMG*D8*19610430*F~PER*IC**TE*2125557788~',
    ['Brandauer', 'Ilse', '19610430', '2125557788'],
  ],
  [
    'EDIFACT',
    "UNH+1+ORDERS:D:96A:UN'CTA+PD+:Ilse Brandauer'COM+?+4366488123450:TE'DTM+329:19610430:102'",
    ['Brandauer', '19610430'],
  ],
  [
    'SWIFT',
    ':20:REF1\n:50K:/123\nILSE BRANDAUER\nHOFGASSE 9\n:59:/456\nTadeo Urrutia\n:70:RENT',
    ['ILSE', 'HOFGASSE', 'Urrutia'],
  ],
  [
    'a card',
    'BEGIN:VCARD\nN:Brandauer;Ilse;;;\nTEL;TYPE=home:0664 8812345\nEND:VCARD',
    ['Brandauer', 'Ilse', '8812345'],
  ],
  [
    'a directory',
    'dn: uid=u1,dc=x\nobjectClass: inetOrgPerson\ncn: Ilse Brandauer\nsn: Brandauer\n',
    ['Brandauer'],
  ],
  [
    'a booking',
    'RP/X\n  1.BRANDAUER/ILSE MRS\n  5 SSR DOCS AF HK1 P/AUT/U1234567/AUT/30APR61/F/20JAN31/BRANDAUER/ILSE',
    ['BRANDAUER', 'ILSE', 'U1234567'],
  ],
  ['an attribute of an element', '<A Name="telephoneNumber"><V>0664 8812345</V></A>', ['8812345']],
  [
    'an attribute beside its value',
    '<row><data key="passport_number" value="U1234567"/></row>',
    ['U1234567'],
  ],
  [
    'an answer',
    '[10:01] Agent: And your phone number?\n[10:02] Caller: Sure, it is 0664 8812345',
    ['8812345'],
  ],
  ['a birth in brackets', 'Ilse Brandauer (b. 30/04/1961) was seen today', ['Brandauer', '30/04']],
  [
    'one number behind another',
    'Call me on 0151 77332211 or my office at 0664 8812345',
    ['77332211', '8812345'],
  ],
  [
    'a line of contact',
    'Ilse Brandauer, CTO, x7@posta.example, 0664 8812345',
    ['Brandauer', 'x7@', '8812345'],
  ],
  [
    'who signs, in Italian',
    'Il sottoscritto Tadeo Urrutia, nato a Lecce il 30/04/1961',
    ['Urrutia', '30/04'],
  ],
  ['who signs, in French', 'Je soussigné Tadeo Urrutia, né le 30/04/1961', ['Urrutia', '30/04']],
  ['who signs, in Dutch', 'Ondergetekende, Tadeo Urrutia, geboren op 30-04-1961', ['Urrutia', '30-04']],
  ['who signs, in Polish', 'ja, niżej podpisany Tadeo Urrutia, ur. 30.04.1961', ['Urrutia', '30.04']],
  [
    'a property list',
    '<dict><key>Phone</key><string>0664 8812345</string><key>Other</key><array><string>x</string></array><key>birthDate</key><date>1961-04-30T00:00:00Z</date></dict>',
    ['8812345', '04-30'],
  ],
  [
    'the label of a field',
    '<label for="a">Telefon:</label> <input id="a" value="0664 8812345"><label>Surname <input value="Brandauer"></label>',
    ['8812345', 'Brandauer'],
  ],
  [
    'SWIFT with numbered lines',
    ':50F:/DE89370400440532013000\n1/ILSE BRANDAUER\n2/HAUPTSTR. 5\n3/DE/LEIPZIG\n4/19610430\n:70:RENT',
    ['BRANDAUER', 'HAUPTSTR', '19610430'],
  ],
  ['SWIFT without an account', ':50F:CCPT/AT/U1234567\n1/TADEO URRUTIA\n:70:RENT', ['U1234567', 'URRUTIA']],
  [
    'a directory',
    'dn: uid=ib\nobjectClass: person\nsn:: QnJhbmRhdWVyIMOc\ngivenName: Ilse\n',
    ['QnJhbmRhdWVyIMOc', 'Ilse'],
  ],
  [
    'a party of a contract',
    'between Harbor Homes LLC ("Landlord") and Ilse Brandauer ("Tenant"); Tadeo Urrutia (hereinafter referred to as the "Borrower")',
    ['Brandauer', 'Urrutia'],
  ],
  ['a party, in German', 'zwischen Ilse Brandauer (nachfolgend „Mieterin“) und', ['Brandauer']],
  [
    'who declares',
    'I, the undersigned Ilse Brandauer, declare.\nI, Tadeo Urrutia, hereby agree.',
    ['Brandauer', 'Urrutia'],
  ],
  [
    'the head of a mail',
    'From: Brandauer, Ilse\nSent: Friday\nTo: Urrutia, Tadeo; Freja Lind\nSubject: Lamps',
    ['Brandauer', 'Urrutia', 'Freja'],
  ],
  ['a home on a disk', 'saved to C:\\Users\\ilse.brandauer\\a.txt', ['ilse.brandauer']],
  ['what a program fetches with', 'curl -sSu ci:gs!*e*y3Eg7K https://x.example/', ['gs!*e*y3Eg7K']],
  ['an address with a port', 'from /2a05:948e:e0f::1a:51234 refused', ['948e']],
  ['a contact in brackets', 'Contact: Ilse Brandauer (ib@x.example, 06-62466352)', ['Brandauer', '62466352']],
  ['a label and a comma', 'a passport, number YKGGZ4TNM, and', ['YKGGZ4TNM']],
  ['who signs for another', 'Mit freundlichen Grüßen\ni. A. Ilse Brandauer\nVertrieb', ['Brandauer']],
  ['the end of a letter, in Swedish', 'Med vänlig hälsning\nIlse Brandauer', ['Brandauer']],
  ['the second of two parties', 'call from=602 498-6514 to=5153715289 dur=312', ['5153715289']],
  [
    'a birth told with another',
    'He was born on 3rd of March 1965 and his mother on 24 Oct 1986, it says',
    ['1986'],
  ],
  ['a town behind a small word', 'wohnhaft Bahnhofstr. 56a in 76049 Ulm, erreichbar', ['Ulm']],
  ['who was born, in Chinese', '陆丽娟，1958/05/12出生', ['陆丽娟']],
  ['who applies, in Chinese', '收到材料，申请人：孙丽娜，审核中', ['孙丽娜']],
  ['a patient, in Japanese', '患者：渡辺 翔太、11:47 来院', ['渡辺']],
  ['who says so, in Japanese', '岡田 陽子と申します。', ['岡田']],
  ['who receives, in Korean', '배송 완료, 수령인: 정하은, 운송장', ['정하은']],
  ['a customer, in Arabic', 'العميل: خالد العتيبي، تم الدفع', ['خالد']],
  ['a customer, in Hebrew', 'לקוח: דוד כהן, שולם', ['דוד']],
  ['a letter for a telephone', 'Senior Clerk\nT: 0664 881 2345', ['881 2345']],
];

/** A text that only looks like one of these. */
const others: readonly (readonly [string, string])[] = [
  [
    'a table of things',
    'NAME      READY   STATUS    AGE\napi-7f9   1/1     Running   3d\nweb-5c2   0/1     Pending   9d\n',
  ],
  ['a firm in SWIFT', ':50K:/123\nNORTHWIND TRADING LTD\n:70:RENT'],
  ['an order that is asked for', 'Agent: What is the order about?\nCaller: The blue lamp 20240301'],
  ['what is asked for, in Chinese', '负责人：无，对象：金额'],
  ['a case in groups of digits', 'Old case number 450 460 577 (not a phone number) maps to the new one'],
  ['a code of the customs', 'lot L89820356, HS code 0406.90.78, gross 412.8 kg'],
  ['a waybill beside a telephone that is masked', 'consignee phone is the old one, AWB 618-44027193'],
  ['a code of three groups', 'call us on the consegna 562-3229268-8602914'],
  ['a form that is filled in', 'phone mask (999) 999-9999, ssn mask 999-99-9999'],
  [
    'tickets in the form of telephones',
    'ticket_number,queue,priority\n854-419-9850,billing,P2\n212-592-7523,network,P1',
  ],
  ['a part with a sign of its own', 'Part 2243885-T superseded by DJ2117-207'],
  ['an invoice beside an account', 'the savings account does not match RE-2026-67607'],
  ['a log that speaks of births', 'column date_of_birth is empty\n2025-10-12 17:23:22 duplicate key'],
  ['where something is in memory', 'Address: 0x7ffed0dac788\nAddress space: 48 bit'],
  ['a list of dates', 'a. 2024-01-05 kickoff; b. 2024-02-05 review'],
  [
    'a mailbox of a firm',
    'Northwind Lamps, Orders, orders@x.example'.replace('orders@x.example', 'see below'),
  ],
  ['a temperature', 'T: 36.6 C: 12'],
  ['an entry of a program', '<dict><key>CFBundleName</key><string>Ann Arbor</string></dict>'],
  ['what is defined', 'Visual Studio Code (the "Software") and Service Level Agreement ("SLA")'],
  ['a mail to many', 'From: Marketing Team\nTo: All Staff\nSubject: Spring Sale'],
  ['a home of a machine', 'in C:\\Users\\node.js and: /home/app.prod/x, /home/www.data'],
  ['a user of a system', 'docker run -u 1000:1000 x; curl -u $USER:$PASS https://x.example'],
  ['the number of a bank', 'routing 021000021'],
  ['a town', ':59F:/12345678\n1/SPICY FISH LTD\n3/US/BOSTON'],
  ['a label of a field', '<label>Phone</label><input name="surname" value=""><label>Phone</label>'],
  ['a part of an element', '<field name="sku">AB-1200-7</field>'],
];

describe('in a text', () => {
  it.each(texts)('%s tells what stands in it', (_, text, hidden) => {
    const shown = masked(text);
    for (const one of hidden) expect([shown, shown.includes(one)]).toEqual([shown, false]);
  });

  it.each(others)('%s tells nothing', (_, text) => expect(masked(text)).toBe(text));
});

/** A value, and what of it may not be shown. */
const values: readonly (readonly [string, Json, readonly string[]])[] = [
  [
    'rows under a head',
    [
      ['id', 'customer_name', 'tel'],
      [1, 'Ilse Brandauer', '0664 8812345'],
      [2, 'Tadeo Urrutia', '0151 7733221'],
    ],
    ['Brandauer', 'Urrutia', '8812345', '7733221'],
  ],
  ['a label', { label: 'Date of birth', value: '1961-04-30' }, ['04-30']],
  ['a label within a label', { type: { text: 'BSN' }, system: 'urn:x', value: '123456782' }, ['123456782']],
  ['a question', { question: 'Best phone number', answer: '0664 8812345' }, ['8812345']],
  ['a customer with a birthday', { cust: 'Ilse Brandauer', born: '1961-04-30' }, ['Brandauer', '04-30']],
  [
    'a card in JSON',
    [
      ['fn', {}, 'text', 'Ilse Brandauer'],
      ['bday', {}, 'date', '1961-04-30'],
      ['tel', { type: 'cell' }, 'uri', 'tel:+436648812345'],
    ],
    ['Brandauer', '04-30', '48812345'],
  ],
  ['a directory', { givenName: ['Ilse'], sn: ['Brandauer'] }, ['Brandauer']],
  ['a worker', { Worker: 'Ilse Brandauer', Date_of_Birth: '1961-04-30' }, ['Brandauer']],
  [
    'an answer under the name of its field',
    { field: { id: 'a', ref: 'dob' }, type: 'date', date: '1961-04-30' },
    ['04-30'],
  ],
  ['a question for a name', { question: 'Your name', answer: 'Ilse Brandauer' }, ['Brandauer']],
  [
    'short keys of many languages',
    {
      ...{ wrk_ph: '0664 8812345', telf: '0151 77332211', puh_nro: '040 7721100' },
      ...{ dt_nais: '1961-04-30', gebdat: '1962-05-31', f_nac: '1963-06-28', nasc: '1964-07-27' },
      ...{ ppt: 'U1234567', passnr: 'U7654321' },
    },
    ['8812345', '77332211', '7721100', '04-30', '05-31', '06-28', '07-27', 'U1234567', 'U7654321'],
  ],
  [
    'short keys',
    {
      fullnm: 'Ilse Brandauer',
      bdate: '1961-04-30',
      ph1: '0151 7733221',
      mob_no: '0664 8812345',
      ppt_no: 'U1234567',
      nat_id: '123456782',
    },
    ['Brandauer', '04-30', '7733221', '8812345', 'U1234567', '123456782'],
  ],
];
const plain: readonly (readonly [string, Json])[] = [
  [
    'rows under a head of things',
    [
      ['sku', 'title', 'qty'],
      ['A-1', 'Desk Lamp', 3],
    ],
  ],
  ['a label of a number', { label: 'Mobile', value: 12_345_678 }],
  ['a customer of a shop', { customer: 'Northwind Lamps', total: 12.5 }],
  ['a worker of a queue', { worker: 'Image Resizer', queue: 'q' }],
  ['what an application is shown by', { appDisplayName: 'Portal', resourceDisplayName: 'Windows Graph' }],
  ['a user that is none', { userName: 'ci' }],
  ['a serial number', { sn: 'C02XK0Z1JGH5', cn: 'DE' }],
  ['an acid', { ph: '7.40', ppt: 'Q3 slides', geb: 5 }],
  [
    'a street and a town',
    { street_name: 'B 7', company_name: 'Acme Tools', city_name: 'New Berlin', phone: '' },
  ],
  ['the address of a host', { address: 'db.eu-west-1.example.net' }],
];

describe('in a value', () => {
  it.each(values)('%s tells what stands beside it', (_, value, hidden) => {
    const shown = maskedValue({ of: value });
    for (const one of hidden) expect([shown, shown.includes(one)]).toEqual([shown, false]);
  });

  it.each(plain)('%s tells nothing', (_, value) =>
    expect(maskedValue({ of: value })).toBe(JSON.stringify({ of: value })),
  );
});

describe('a text that is the structured content', () => {
  it('says the same of it where the schema has it fitted', () => {
    const value = { mail: 'ilse@posta.example', n: 3 };
    const outputSchema = { type: 'object', properties: { mail: { type: 'string', format: 'email' } } };
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      const raw = { content: [{ type: 'text', text }], structuredContent: value };
      const { result } = maskResult(raw, { ...terms, outputSchema });
      const { content = null, structuredContent = null } = isObject(result) ? result : {};
      const [block = null] = Array.isArray(content) ? (content as readonly Json[]) : [];
      // A block of text has been given, so one is there.
      const said = isObject(block) ? String(block.text) : '';
      expect(JSON.parse(said)).toEqual(structuredContent);
      expect(structuredContent).toEqual({ mail: 'masked@masked.invalid', n: 3 });
    }
  });
});
