import { describe, expect, it } from 'vitest';
import { isGone, toastOptions } from '../../main/desktop/toast-options.ts';
import type { Toast } from '../../main/toasts/driver.ts';

const toast: Toast = {
  title: 'Critical: UPS-1',
  body: '<b>CPU</b> over 95 %\nIncident · NOC',
  urgency: 'show',
  severity: 'critical',
  buttons: [
    { key: 'acknowledge', label: 'Acknowledge' },
    { key: 'seen', label: 'Mark seen' },
  ],
  replaces: null,
};

describe('a toast in Electron’s form', () => {
  it('has its words and buttons', () => {
    expect(toastOptions(toast, 'tag-1', 'darwin')).toEqual({
      id: 'tag-1',
      title: toast.title,
      body: toast.body,
      actions: [
        { type: 'button', text: 'Acknowledge' },
        { type: 'button', text: 'Mark seen' },
      ],
      silent: false,
      urgency: 'normal',
      timeoutType: 'default',
    });
  });

  it('is written out for Windows alone', () => {
    expect(toastOptions(toast, 'tag-1', 'win32').toastXml).toContain('launch="type=click&amp;tag=tag-1"');
  });

  it.each([
    ['urgent', undefined, { urgency: 'critical', timeoutType: 'never', silent: false }],
    ['urgent', true, { urgency: 'critical', timeoutType: 'never', silent: true }],
    ['show', undefined, { urgency: 'normal', timeoutType: 'default', silent: false }],
    ['quiet', undefined, { urgency: 'low', timeoutType: 'default', silent: true }],
  ] as const)('%s, silent %s', (urgency, silent, options) => {
    const given = { ...toast, urgency, ...(silent === undefined ? {} : { silent }) };
    expect(toastOptions(given, 'tag-1', 'darwin')).toMatchObject(options);
  });

  it.each([
    ['userCanceled', true],
    ['applicationHidden', true],
    ['timedOut', false],
    [undefined, true],
  ])('closed by %s is gone: %s', (reason, gone) => {
    expect(isGone(reason)).toBe(gone);
  });
});
