import { parseSync } from 'vite';

/** A text that stands in the source of the window where the catalogue has no hand in it. */
export interface Literal {
  readonly line: number;
  readonly text: string;
}

/** Attributes whose value a person sees or hears. */
const spoken = new Set(['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label', 'help']);
/** Attributes and calls whose words are for the program. */
const programs = new Set(['class', 'id', 'key', 'rel', 'href', 'd', 'aria-describedby', 'aria-labelledby']);
const selectors = new Set(['querySelector', 'querySelectorAll', 'closest', 'matches']);
/** Names of properties whose value ends up in such a place. */
const named = new Set(['title', 'label', 'help', 'text', 'placeholder']);
const word = /\p{L}{2}/u;
/** Two words one after the other: a sentence, wherever it stands. */
const sentence = /\p{L}{2,}[,.:;]? [\p{L}“…]/u;

/** Drawings have attributes, lists of elements have no capital. */
function isSentence(text: string): boolean {
  return sentence.test(text) && !/=["']|=\?|^(Bearer|body|button|input|select)\b/.test(text);
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/**
 * Texts of the window's source that a person would read or hear: what stands between tags, in the attributes that are
 * spoken, in properties that are called like them, what is handed to `say`, and sentences wherever they stand. Commands
 * between `<code>` are no language.
 */
export function literalsOf(file: string, source: string): readonly Literal[] {
  const { program, errors } = parseSync(file, source, { lang: 'tsx' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Literal[] = [];
  const ofAttributes = new Set<Node>();
  const tell = ({ start }: Node, text: string) => {
    if (word.test(text)) found.push({ line: source.slice(0, start).split('\n').length, text: text.trim() });
  };
  walk(program as unknown as Node, (node) => {
    switch (node.type) {
      case 'JSXElement':
        return nameOf((node['openingElement'] as Node)['name']) !== 'code';
      case 'JSXText':
        tell(node, String(node['value']));
        return true;
      case 'JSXExpressionContainer':
        if (!ofAttributes.has(node)) for (const each of textsIn(node['expression'] as Node)) tell(each.node, each.text);
        return true;
      case 'JSXAttribute': {
        const name = nameOf(node['name']);
        const value = node['value'] as Node | null;
        if (value === null || programs.has(name)) return false;
        if (spoken.has(name)) for (const each of textsIn(value)) tell(each.node, each.text);
        ofAttributes.add(value);
        return true;
      }
      case 'Literal':
      case 'TemplateLiteral':
        for (const each of textsIn(node)) if (isSentence(each.text)) tell(each.node, each.text);
        return true;
      case 'ImportDeclaration':
      case 'NewExpression':
        return node.type === 'NewExpression' && nameOf(node['callee']) !== 'Error';
      case 'Property':
        if (programs.has(nameOf(node['key']))) return false;
        if (named.has(nameOf(node['key'])))
          for (const each of textsIn(node['value'] as Node)) tell(each.node, each.text);
        return true;
      case 'CallExpression': {
        const callee = node['callee'] as Node;
        const called = callee.type === 'MemberExpression' ? nameOf(callee['property']) : nameOf(callee);
        if (called === 'say') {
          for (const argument of node['arguments'] as Node[]) {
            for (const each of textsIn(argument)) tell(each.node, each.text);
          }
        }
        return !selectors.has(called);
      }
      default:
        return true;
    }
  });
  return found.filter(({ line, text }, index) => {
    return found.findIndex((other) => other.line === line && other.text === text) === index;
  });
}

/** The texts that an expression may come to: of a condition both, of a template what stands around its values. */
function textsIn(node: Node): readonly { readonly node: Node; readonly text: string }[] {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [{ node, text: node['value'] }] : [];
    case 'TemplateLiteral': {
      const text = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
      return [{ node, text }, ...(node['expressions'] as Node[]).flatMap(textsIn)];
    }
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return textsIn(node['expression'] as Node);
    case 'ConditionalExpression':
      return [...textsIn(node['consequent'] as Node), ...textsIn(node['alternate'] as Node)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node['operator'] === '===' || node['operator'] === '!=='
        ? []
        : [...textsIn(node['left'] as Node), ...textsIn(node['right'] as Node)];
    default:
      return [];
  }
}

function nameOf(node: unknown): string {
  const { name, value } = node as { readonly name?: unknown; readonly value?: unknown };
  return String(typeof name === 'string' ? name : (value ?? ''));
}

function walk(node: Node, enter: (node: Node) => boolean): void {
  if (!enter(node)) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string') {
        walk(child as Node, enter);
      }
    }
  }
}
