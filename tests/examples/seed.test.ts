import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { customers, emails, names, orders, phones, planted } from '../../examples/before-after/seed.js';

const lower = (text: string | null): string | undefined => text?.toLowerCase();

describe('the seed', () => {
  it('is the same every time', () => {
    const digest = createHash('sha256')
      .update(JSON.stringify([customers, orders]))
      .digest('hex');
    expect(digest).toBe('05e62af713c127e27e059515f9dce923dc84de4eb7bf3e22ad143baad65ca41c');
  });

  it('is sixty customers with their own ids', () => {
    expect(customers.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  });

  it('holds the dirt that the narrative tells of', () => {
    const addresses = customers.flatMap(({ email }) => lower(email) ?? []);
    const isMiscased = (country: string | null): boolean => country !== null && !/^[A-Z]{2}$/.test(country);
    expect({
      twice: addresses.length - new Set(addresses).size,
      withoutEmail: customers.filter(({ email }) => email === null).length,
      withoutName: customers.filter(({ full_name }) => full_name === null).length,
      withoutCountry: customers.filter(({ country }) => country === null).length,
      miscased: customers.filter(({ country }) => isMiscased(country)).length,
    }).toEqual({ twice: 6, withoutEmail: 2, withoutName: 1, withoutCountry: 1, miscased: 6 });
  });

  it('plants its text in one row, in a column that is masked and in one that is clear', () => {
    const held = customers.filter(
      ({ notes, segment }) => notes === planted.notes && segment === planted.segment,
    );
    expect(held.map(({ id }) => id)).toEqual([17]);
  });

  it('has no address, name or number that is part of another', () => {
    const inside = (values: readonly string[]): readonly string[] =>
      values.filter((one) => values.some((other) => other !== one && other.includes(one)));
    expect([emails, names, phones].map(inside)).toEqual([[], [], []]);
  });

  it('gives each address to one name only', () => {
    const pairs = new Set(customers.map(({ email, full_name }) => `${lower(email)} ${full_name}`));
    const addressed = [...pairs].filter((pair) => !pair.startsWith('undefined') && !pair.endsWith('null'));
    expect(new Set(addressed.map((pair) => pair.split(' ')[0])).size).toBe(addressed.length);
  });

  it('uses domains and numbers that are nobody’s', () => {
    expect(emails.filter((one) => !one.endsWith('.example.com'))).toEqual([]);
    expect(phones.filter((one) => !one.startsWith('+44 20 7946 0'))).toEqual([]);
  });

  it('refers from each order to a customer', () => {
    const ids = new Set(customers.map(({ id }) => id));
    expect(orders.filter((order) => !ids.has(order.customer_id))).toEqual([]);
  });
});
