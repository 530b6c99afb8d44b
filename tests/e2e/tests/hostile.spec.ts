// Nobody gets in by a text: what others wrote is shown as they wrote it, wherever it is shown.

import { expect, open } from '../fixtures';
import { bring, expectAlive, expectNoStrangers, fullOf, strangers, test, unfold } from '../hostile';
import { PAYLOADS } from '../payloads';
import { sections } from '../playbook';

test('there are as many tries as there were', () => {
  expect(new Set(PAYLOADS).size).toBe(PAYLOADS.length);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(300);
});

test('these tests see what they look for', async ({ page, deeds, problems }) => {
  problems.expect(/Content Security Policy/);
  await open(page);
  const seen: number[] = [];
  for (const html of [
    '<p>a <a href="https://example.com">b</a></p>',
    '<img src=x>',
    '<p onclick=x>',
    '<a href="java\tscript:x">b</a>',
    '<iframe srcdoc=x></iframe>',
    '<p style="background:url(x)">',
    '<a href="//pwned.example">b</a>',
  ]) {
    seen.push((await page.evaluate(strangers, html)).length);
  }
  expect([seen[0], seen.slice(1).every((count) => count > 0)]).toEqual([0, true]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.text = 'pwned()';
    document.body.append(script);
    script.remove();
  });
  await expect.poll(() => deeds.done.length).toBe(1);
  deeds.done.length = 0;
});

// Snapshots of pages with ten thousand elements take longer than all else.
test.use({ trace: 'off' });

/** So many texts stand in each list at a time. */
const BATCH = 40;

for (let start = 0; start < PAYLOADS.length; start += BATCH) {
  const texts = PAYLOADS.slice(start, start + BATCH);
  test(`texts from ${start + 1} on are inert on every page`, async ({ page }) => {
    test.slow();
    await open(page);
    await bring(page, 'hostile.json', fullOf(texts, texts[0]));
    const links = await sections(page)
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    // Sections of a team are all alike: the last one has entries.
    const places = [...links.slice(0, 11), ...links.slice(-6)];
    for (const place of new Set(places)) {
      await page.evaluate((place) => (location.hash = place), place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await unfold(page);
      await expectNoStrangers(page);
      await expectAlive(page);
    }
  });
}
