// What a PostgreSQL server shows to whoever asks it for TLS, before anything is trusted: the test's way to know which certificate is in force.
import { connect as dial } from 'node:net';
import { connect as secure } from 'node:tls';

/** The eight bytes of the protocol that ask for it. */
const asking = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The fingerprint of its certificate; '' where it has no TLS. */
export const presented = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = dial(port, '127.0.0.1', () => socket.write(asking));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      if (answer.toString('latin1') !== 'S') {
        socket.destroy();
        resolve('');
        return;
      }
      const line = secure({ socket, rejectUnauthorized: false }, () => {
        resolve(line.getPeerCertificate().fingerprint256);
        line.destroy();
      });
      line.once('error', reject);
    });
  });
