import type { ElementHandle, Locator, Page } from 'playwright-core';

/** A control, by its role or by the element that it was. */
export type Target = Locator | ElementHandle<Element>;

/** A key that brings the focus nearer to a control of the same widget, that it is there, or that only Tab can help. */
export type Step =
  | 'there'
  | 'Tab'
  | 'ArrowDown'
  | 'ArrowUp'
  | 'ArrowLeft'
  | 'ArrowRight';

/** Which key a person would press next to come to a control, as the roles of the page say. */
export async function nextStep(control: Target): Promise<Step> {
  return (control as Locator).evaluate((target): Step => {
    const active = document.activeElement;
    if (!active || active === document.body) {
      return 'Tab';
    }
    const isNamed =
      target.id !== '' &&
      active.getAttribute('aria-activedescendant') === target.id;
    if (active === target || isNamed) {
      return 'there';
    }
    const follows = (one: Element, other: Element) =>
      // eslint-disable-next-line no-bitwise
      (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) >
      0;
    const widget = active.closest(
      '[role=grid], [role=treegrid], [role=tablist], [role=listbox], [role=menu], [role=radiogroup]',
    );
    if (!widget?.contains(target)) {
      return 'Tab';
    }
    const rowOf = (element: Element) => element.closest('[role=row]');
    const here = rowOf(active);
    const there = rowOf(target);
    if (here && there) {
      if (here !== there) {
        return follows(here, there) ? 'ArrowDown' : 'ArrowUp';
      }
      return follows(active, target) ? 'ArrowRight' : 'ArrowLeft';
    }
    if (widget.getAttribute('role') === 'tablist') {
      return follows(active, target) ? 'ArrowRight' : 'ArrowLeft';
    }
    return follows(active, target) ? 'ArrowDown' : 'ArrowUp';
  });
}

/** What has the focus, in a word for a message; undefined when nothing has. */
export async function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) {
      return undefined;
    }
    const name =
      active.getAttribute('aria-label') ?? active.textContent?.trim() ?? '';
    const role = active.getAttribute('role') ?? active.tagName.toLowerCase();
    return `${role} "${name.slice(0, 60)}"`;
  });
}

/** How a control and what is close around it are drawn: it has to change when the focus comes. */
export async function drawing(control: Target): Promise<string> {
  return (control as Locator).evaluate(async element => {
    // Transitions have to end: halfway, a style is neither the old nor the new one.
    await Promise.all(
      document
        .getAnimations()
        .filter(one => one instanceof CSSTransition)
        .map(one => one.finished.catch(() => {})),
    );
    const near: Element[] = [element];
    for (
      let parent = element.parentElement;
      parent && near.length < 4;
      parent = parent.parentElement
    ) {
      near.push(parent);
    }
    near.push(...[...element.querySelectorAll('*')].slice(0, 12));
    // Some navigation draws its mark in an element of its own, laid over the control.
    const box = element.getBoundingClientRect();
    const [around = element] = near.slice(1, 4).slice(-1);
    near.push(
      ...[...around.querySelectorAll('*')].filter(one => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return (
          !element.contains(one) &&
          getComputedStyle(one).position === 'absolute' &&
          left < box.right &&
          right > box.left &&
          top < box.bottom &&
          bottom > box.top
        );
      }),
    );
    return near
      .flatMap(one => [null, '::before', '::after'].map(part => [one, part]))
      .map(([one, part]) => {
        const style = getComputedStyle(one as Element, part as string | null);
        return [
          style.outlineStyle === 'none' ? '' : style.outline,
          style.boxShadow,
          style.borderColor,
          style.backgroundColor,
          style.textDecorationLine,
          style.opacity,
        ].join(' ');
      })
      .join('\n');
  });
}
