import type { ComponentChildren } from 'preact';
import type { SettingsSection } from '../../preload/contract/api.ts';
import { sectionName } from '../../preload/contract/texts/index.ts';

interface SectionProps {
  readonly section: SettingsSection;
  readonly children: ComponentChildren;
}

/** The id of the place to which a link of a part of the settings leads. */
export function anchorOf(section: SettingsSection): string {
  return `settings-${section}`;
}

/** A part of the settings under its title. */
export function Section({ section, children }: SectionProps) {
  const id = anchorOf(section);
  return (
    <section id={id} class="settings-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {sectionName(section)}
      </h2>
      {children}
    </section>
  );
}
