import { useEffect, useState } from 'preact/hooks';
import type { About as Told } from '../../preload/contract/api.ts';
import { licencesCount, aboutScreen as words } from '../../preload/contract/texts/about.ts';
import type { Store } from '../store.ts';
import { Section } from './section.tsx';
import { Text } from './text.tsx';

/** What this Tocsin is, where its files lie, its documentation and the licences of what it is made with. */
export function About({ store }: { readonly store: Store }) {
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    let here = true;
    void store.waitFor('about', {}).then((answer) => here && answer.ok && setTold(answer.value));
    return () => {
      here = false;
    };
  }, [store]);
  return (
    <Section section="about">
      {told !== null && <Facts told={told} />}
      <h3>{words.documentsHeading}</h3>
      <p class="help">{words.documentsHelp}</p>
      {Object.entries(documents).map(([name, read]) => (
        <Document key={name} title={words.documents[name as keyof typeof documents]} read={read} />
      ))}
      <h3>{words.licencesHeading}</h3>
      <p class="help">{words.licencesHelp}</p>
      <Licences />
    </Section>
  );
}

function Facts({ told }: { readonly told: Told }) {
  const { version, host, electron, node, system, files } = told;
  const places = Object.entries(words.files) as readonly [keyof Told['files'], string][];
  return (
    <>
      <dl>
        <dt>{words.version}</dt>
        <dd>Tocsin {version}</dd>
        <dt>{words.runsAs}</dt>
        <dd>{words.hosts[host]}</dd>
        <dt>{words.runtime}</dt>
        <dd>
          {electron === null ? '' : `Electron ${electron}, `}Node {node}
        </dd>
        <dt>{words.system}</dt>
        <dd>{system}</dd>
      </dl>
      <h3>{words.filesHeading}</h3>
      <dl>
        {places.map(([file, name]) => (
          <Place key={file} name={name} path={files[file]} />
        ))}
      </dl>
    </>
  );
}

function Place({ name, path }: { readonly name: string; readonly path: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>{path}</code>
      </dd>
    </>
  );
}

/** They are read when they are opened. */
const documents = {
  rules: () => import('../../docs/rules.md?raw'),
  quiet: () => import('../../docs/quiet.md?raw'),
  storms: () => import('../../docs/storms.md?raw'),
  toasts: () => import('../../docs/toasts.md?raw'),
  'sign-in': () => import('../../docs/sign-in.md?raw'),
  saymon: () => import('../../docs/saymon.md?raw'),
  kamea: () => import('../../docs/kamea.md?raw'),
  flamenco: () => import('../../docs/flamenco.md?raw'),
  rackhd: () => import('../../docs/rackhd.md?raw'),
} as const satisfies Readonly<Record<keyof typeof words.documents, () => Promise<{ readonly default: string }>>>;

/** A page of the documentation, as the text that it is. */
function Document({ title, read }: { readonly title: string; readonly read: () => Promise<{ default: string }> }) {
  const [page, setPage] = useState<{ readonly default: string } | 'unread' | null>(null);
  return (
    <details
      onToggle={(event) => {
        if (!event.currentTarget.open) return;
        read().then(setPage, () => setPage('unread'));
      }}
    >
      <summary>{title}</summary>
      <Text label={title} text={page === null ? words.reading : page === 'unread' ? words.unread : page.default} />
    </details>
  );
}

type Packages = typeof import('virtual:licences')['licences'];

/** The packages and their licences; the list is long, and is read when it is asked for. */
function Licences() {
  const [packages, setPackages] = useState<Packages | 'unread' | null>(null);
  const [search, setSearch] = useState('');
  if (packages === null || packages === 'unread') {
    return (
      <>
        <button
          type="button"
          onClick={() =>
            import('virtual:licences').then(
              ({ licences }) => setPackages(licences),
              () => setPackages('unread'),
            )
          }
        >
          {words.showLicences}
        </button>
        {packages === 'unread' && <p role="status">{words.unread}</p>}
      </>
    );
  }
  const wanted = search.trim().toLowerCase();
  const shown = packages.filter(({ name, licence, text }) =>
    [name, licence, text].some((each) => each.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <p class="buttons">
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <span class="muted" role="status">
          {licencesCount(shown.length, packages.length)}
        </span>
      </p>
      {shown.length === 0 && <p>{words.nothing}</p>}
      <div class="packages">
        {shown.map(({ name, version, licence, text }) => (
          <details key={`${name}@${version}`}>
            <summary>
              <b>{name}</b> {version} <span class="muted">{licence}</span>
            </summary>
            <Text label={name} text={text} />
          </details>
        ))}
      </div>
    </>
  );
}
