import type { Cause } from './cause.ts';
import type { Kind } from './event.ts';

/** What a connection lacks although it is online. */
export interface Limit {
  readonly subscription: string;
  readonly why: Cause;
}

export type ConnectionState =
  | { readonly name: 'stopped' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'online'; readonly since: number; readonly limits: readonly Limit[] }
  | { readonly name: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly why: Cause }
  | { readonly name: 'blocked'; readonly why: Cause };

/** The sign-in of a person that has begun; `endsAt` is epoch ms. */
export type SignInBegun =
  | {
      readonly name: 'waiting';
      readonly how: 'browser';
      readonly url: string;
      readonly endsAt: number;
      /** A browser was started for it. */
      readonly opened: boolean;
    }
  | {
      readonly name: 'waiting';
      readonly how: 'device';
      /** To be entered at `url`, on any device. */
      readonly code: string;
      readonly url: string;
      readonly endsAt: number;
    };

/** How the sign-in of a person stands, or how the last one ended. */
export type SignIn = SignInBegun | { readonly name: 'done' } | { readonly name: 'failed'; readonly why: Cause };

/** One configured server as the window sees it. */
export interface ServerState {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly enabled: boolean;
  readonly muted: boolean;
  readonly state: ConnectionState;
  /** Since when the state's name has been what it is. */
  readonly since: number;
  /** Since when it has been out of reach; null while online, stopped or never tried. */
  readonly lostAt: number | null;
  readonly lastEventAt: number | null;
  /** The server sends faster than the disk takes; its socket waits. */
  readonly pressed: boolean;
  /** False where the protocol offers nothing to prove a silent line. */
  readonly proven: boolean;
  /** Frames that could not be read since it was first watched; null: none. */
  readonly unreadable: UnreadFrames | null;
  /** Absent: none was begun. */
  readonly signIn?: SignIn;
}

/** Frames of a server that could not be read: how many, and the last one. */
export interface UnreadFrames {
  readonly count: number;
  readonly at: number;
  readonly why: Cause;
  /** The first 200 characters of the last one. */
  readonly begin: string;
}

/** A server's settings as stored; a secret field says where it is: `stored`, `env`, `file`. Protocols add fields of their own. */
export interface ServerSettings {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly enabled: boolean;
  readonly muted: boolean;
  readonly url: string;
  readonly [field: string]: unknown;
}

/** A server that is not whole: `settings` holds what is there of it, without literal secrets. */
export interface UnfinishedServer {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

/** How an address of the server's own pages names a thing: `$1` in `id` is the first group of `pattern`. */
export interface IdLink {
  readonly pattern: string;
  readonly id: string;
}

/** One thing that a filter can ask, under the server's own name for it. */
export interface Clause {
  readonly name: string;
  readonly label: string;
  /** `several`: some of `choices`, and ids; `id`: one id; `words`: a text, compared in one of the ways of `choices`. */
  readonly asks: 'several' | 'id' | 'words';
  readonly choices?: readonly Choice[];
  readonly links?: readonly IdLink[];
  /** It stands beside the filter under its own name, and not within. */
  readonly beside?: true;
  /** What the server offers for the field holds a value for it, under its name. */
  readonly offered?: true;
}

/** One form that an item of a list can have: an object of nothing but what is fixed and its parts, all of them texts. */
export interface EntryForm {
  readonly name: string;
  readonly label: string;
  /** By their dotted paths within the item. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly parts: readonly EntryPart[];
}

/** One text of an item. `route`: words between dots, in which `*` stands for one word and `#` for any number of them. */
export interface EntryPart {
  readonly path: string;
  readonly label: string;
  readonly asks: 'choice' | 'route';
  readonly initial: string;
  readonly choices?: readonly Choice[];
  /** For `route`: the part within which it holds. */
  readonly within?: string;
  /** For `route`: keys that servers send, so that it can be seen what a route takes. */
  readonly samples?: readonly RouteSample[];
  /** For `route`: the word of samples for which a route may name any word: an id to choose. */
  readonly free?: string;
}

/** A key that a server sends; words such as `<workflow>` stand for what changes from one to the other. */
export interface RouteSample {
  /** The value of the part at `within`. */
  readonly within: string;
  readonly key: string;
  readonly says: string;
  /** It comes so often that hardly anybody wants it. */
  readonly flood?: true;
}

/** What is wrong with a route: it takes nothing that anybody sends, or not what it seems to. */
export type RouteFault = 'none' | 'space' | 'empty-word' | 'part-of-word' | 'long';

/** One field of a server's form; `path` is the dotted place in ServerSettings. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly type:
    | 'text'
    | 'url'
    | 'secret'
    | 'switch'
    | 'choice'
    | 'list'
    | 'json'
    | 'file'
    | 'levels'
    | 'filter'
    | 'entries';
  readonly group: 'connection' | 'watch' | 'severities' | 'advanced';
  readonly required?: boolean;
  readonly initial?: unknown;
  /** What holds where a text is left empty, shown in its place. */
  readonly usual?: string;
  /** For `choice`; for `levels` the server's own words, each set to one of our severities. */
  readonly choices?: readonly Choice[];
  /**
   * The value is a list whose items the server can be asked for. `id` is the field of an item that is its id, `name` the
   * one that is its name, `second` one that may be given after the id; null: an item is a text.
   */
  readonly picks?: { readonly id: string; readonly name: string; readonly second?: string } | null;
  /** For a field with `picks`: addresses that stand for an id. */
  readonly links?: readonly IdLink[];
  /** For `filter`: what the form can ask. The value is `{filter: ["$and", [[name, value], ...]], <beside>: id}`. */
  readonly clauses?: readonly Clause[];
  /** For `entries`: what an item of the list can be. */
  readonly entries?: readonly EntryForm[];
  /** For `entries`: the server can be asked for items, under this label. */
  readonly offers?: string;
  /** What a switch adds, while it is on, to the list of the field at `path`: the same items. */
  readonly adds?: { readonly path: string; readonly items: readonly unknown[] };
  /** Shown only while the field at `path` has one of these values. */
  readonly when?: { readonly path: string; readonly is: readonly unknown[] };
}

/** One item that a server has for a field of its form. */
export interface Offer {
  /** What goes into the field. */
  readonly item: unknown;
  readonly label: string;
  /** Stands beside the label; empty: the label says it all. */
  readonly note: string;
}

/** What a server has for a field of its form, or why it cannot be told. */
export type Offered = { readonly offers: readonly Offer[] } | { readonly why: Cause };

/** One topic of a protocol: what the subscription form offers and the default rules know. */
export interface Topic {
  readonly name: string;
  readonly label: string;
  readonly kind: Kind;
  /** Goes to the history only, with a budget of its own. */
  readonly stream: boolean;
  /** The address of its events leads to a picture. */
  readonly picture?: true;
}

/** A kind of server, as data for the window. */
export interface ProtocolView {
  readonly name: string;
  readonly label: string;
  /** What it notifies of, one line. */
  readonly summary: string;
  /** What no proof of its lines can find, one sentence; null: nothing. */
  readonly blind: string | null;
  readonly fields: readonly Field[];
  readonly topics: readonly Topic[];
}

/** A fault of one field of a form. */
export interface FieldFault {
  readonly path: string;
  readonly text: string;
}

export interface TestStep {
  readonly name: 'name' | 'reach' | 'tls' | 'connect' | 'sign-in' | 'subscribe' | 'event';
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly why: Cause | null;
}
