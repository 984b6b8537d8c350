/** The key that opens the kernel's answers: traded once for the ticket in the address, kept for this tab, sent in a header and nowhere else. */

const shelf = 'aegis.key';

export interface Keyring {
  key(): string;
  forget(): void;
}

/** A ticket is a fragment that is no route. It leaves the address before anything else happens. */
function takeTicket(): string {
  const { hash } = location;
  if (hash === '' || hash.startsWith('#/')) return '';
  history.replaceState(null, '', '#/');
  return decodeURIComponent(hash.slice(1));
}

async function trade(ticket: string): Promise<string> {
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { authorization: `Ticket ${ticket}` },
  });
  if (!answer.ok) return '';
  // `as`: the field is checked in the next line.
  const { key } = (await answer.json()) as { readonly key?: unknown };
  return typeof key === 'string' ? key : '';
}

export async function openKeyring(): Promise<Keyring> {
  const ticket = takeTicket();
  if (ticket !== '') {
    const traded = await trade(ticket).catch(() => '');
    if (traded !== '') sessionStorage.setItem(shelf, traded);
  }
  return {
    key: () => sessionStorage.getItem(shelf) ?? '',
    forget: () => sessionStorage.removeItem(shelf),
  };
}
