/** Where a person's browser ended up, and what it shows there. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const mostSteps = 20;

type Form = Readonly<Record<string, string>>;
/** What a person fills in on a page; null: there they stop. */
type Fill = (page: Shown) => Form | null;

/** A person with a browser of their own: cookies, redirects, and the forms of the provider's pages. */
export class Person {
  readonly #login: string;
  readonly #cookies = new Map<string, string>();

  constructor(login = 'alice') {
    this.#login = login;
  }

  /** Signs in and agrees, up to the page that the provider leads to. */
  signIn(url: string): Promise<Shown> {
    return this.#go(url, (page) => this.#account(page));
  }

  /** Goes to the provider and says no. */
  async refuse(url: string): Promise<Shown> {
    const page = await this.#go(url, () => null);
    const abort = /href="([^"]*\/abort)"/.exec(page.text)?.[1];
    if (abort === undefined) throw new Error(`There is nothing to say no to: ${page.text}`);
    return this.#go(abort, () => null);
  }

  /** Enters a device code, and says whether it is theirs. */
  enterCode(url: string, code: string, theirs = true): Promise<Shown> {
    let denied = false;
    return this.#go(url, (page) => {
      if (denied) return null;
      const entered: Form = { xsrf: /name="xsrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '', user_code: code };
      if (page.text.includes('op.deviceInputForm')) return entered;
      if (!page.text.includes('op.deviceConfirmForm')) return this.#account(page);
      denied = !theirs;
      return { ...entered, [theirs ? 'confirm' : 'abort']: 'yes' };
    });
  }

  #account(page: Shown): Form | null {
    const consent: Form = { prompt: 'consent' };
    const login: Form = { prompt: 'login', login: this.#login, password: 'any' };
    if (page.text.includes('name="login"')) return login;
    return page.text.includes('value="consent"') ? consent : null;
  }

  async #go(first: string, fill: Fill): Promise<Shown> {
    let url = first;
    let form: Form | null = null;
    for (let step = 0; step < mostSteps; step++) {
      const page = await this.#load(url, form);
      form = null;
      const next = page.headers.get('location');
      if (next !== null) {
        url = new URL(next, url).href;
        continue;
      }
      form = fill(page);
      if (form === null) return page;
      url = new URL(/<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? '', url).href;
    }
    throw new Error(`After ${mostSteps} pages the end was not reached: ${url}`);
  }

  async #load(url: string, form: Form | null): Promise<Shown> {
    const answer = await fetch(url, {
      method: form === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}
