/** Pairs: what programs, pages and records of things say where a name, an address or a secret could stand keeps its bytes, and its near neighbour, which is somebody's, is masked. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { hold } from './clean-pairs.js';

describe('a bare name', () => {
  hold([
    ['Name: Retry Policy', 'Name: Gretna Pollicott'],
    ['id: 7\ntype: comment\nname: Parse CSV with a head\n', 'id: 7\ntype: comment\nname: Patrick Svendsen\n'],
    ['see {"Name": "MyNotificationRule"} here', 'see {"Name": "Mynor Notifield"} here'],
    ['name = "LibYAML"', 'name = "Libby McYamal"'],
    ['Upstream-Name: Plexus Cipher Component', 'Customer-Name: Plexton Cipherel'],
    ['alpha_3: tpv\nname: Tanapag\nscope: I', 'email: t@corp.example\nname: Tanapag Oduya\nscope: I'],
    ['name: Use Node.js 20\nuses: actions/setup-node@v4', 'name: Ursula Node\nuses: the lift'],
    ['name: Ngala Wembe\ndescription: batch of nets', 'name: Ngala Wembe\nphone: 0475 75 67 16'],
    [
      'Name: Retry Policy\nAddress: 0x7ffed0dac788\nMobile: 57.2 % of sessions',
      'Name: Retta Pollicott\nAddress: 0x7ffed0dac788\nMobile: 57.2 % of sessions',
    ],
    ['Name = "google.type.Money"', 'Name = "Gogol T. Monet"'],
  ]);
});

describe('behind a word and no sign', () => {
  hold([
    ['Kaffee Hag und Dr. Oetker sind im Sortiment', 'Herr Hag und Dr. Oetkers sind im Haus'],
    ['a key belonging to Data Platform', 'a key belonging to Danna Plattner'],
    ['if you call Google APIs, agree', 'if you call Gogol Apinsky, agree'],
    ['a variable named LIB is set', 'a customer named Libby is set'],
    ['we call Decho("pruned") then', 'we call Declan Oduya then'],
    ['the rule named DailyLambdaFunction ran', 'the boy named Dailey Lambton ran'],
    ['Parent Edge Container location', 'Patient Edgar Containi, location'],
    ['{"state":"DEPLOYED","owner": "AWS"} x', '{"state":"DEPLOYED","owner": "Awsan Idris"} x'],
  ]);
});

describe('a name that something is shown by', () => {
  hold([
    [
      '{"fillPrescription":"Fill prescription","fillPrescriptionForPatient":"Fill prescription for patient"}',
      '{"note":"Fill Prescott in","patient":"Filippa Prescott"}',
    ],
    ['{"serviceFullName":"Kinesis Video Streams"}', '{"patientFullName":"Kinsey Vidal Strand"}'],
    ['{"display_name":"Nightly Orders Sync"}', '{"display_name":"Natalie Orderly"}'],
    ['{"patientName":"Nome do utente"}', '{"patientName":"Nomeda Utenyte"}'],
    ['{"full_name":"org.apache.commons"}', '{"full_name":"Olga Apacheva"}'],
    ['{"card holder\'s name":"schimbă titlul cardului"}', '{"card holder\'s name":"Horia Titlescu"}'],
  ]);
});

it('nothing is a thing in what a statement made', () => {
  for (const told of [hint.name, hint.someone])
    for (const one of ['Nightly Policy', 'Kinesis Video Streams'])
      expect(scan(one, told | hint.made)).toHaveLength(1);
});

describe('a sentence with commas', () => {
  hold([
    [
      'numbers in place of the symbolic names,\nusers and ports, where asked for,\nas they stand',
      'name,email\nUrsula Portman,u@corp.example\n',
    ],
    ['pages of  the range with address,\nthen the already locked', 'id,address\n7,12 Elm Grove\n'],
  ]);
});

describe('a secret', () => {
  hold([
    ['auth_token = self._get_param("AuthToken")', 'auth_token = "selfgetparam4AuthToken"'],
    ['access_key=access_key,', 'access_key=acc3ss_k3y_9f2Q,'],
    ['PRIVATE_KEY_TYPES = PrivateKeyTypes', 'PRIVATE_KEY = Priv4teK3yT9pes'],
    ['secret: FakeSecret) -> bool', 'secret: F4keS3cretZ9x1) -> bool'],
    ['{"password":"Contraseña"}', '{"password":"Contrasen4"}'],
    ['{"js-tokens":"^4.0.0"}', '{"js-tokens":"k4.0Zx9-q0Lw2"}'],
    [
      '"RequestToken": "e48f26ff-d0f9-4ab8-a878-120db1edf111"',
      '"AuthToken": "e48f26ff-d0f9-4ab8-a878-120db1edf111"',
    ],
    ['a basic readability/style error', 'Authorization: Basic cmVhZGFiaWxpdHk6c3R5bGU='],
    ['token = wcstok(wcs, L" ")', 'token = wc5tokWc9sL0x'],
    [
      'encryption_key: arn:aws:kms:us-west-2:123456789012:alias/aws/s3',
      'encryption_key: 4rnAwsKmsU5west2Alias',
    ],
  ]);
});
