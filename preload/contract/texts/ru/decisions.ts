import { countText } from '../counts.ts';
import type { Tables } from '../tables.ts';
import { events, form } from './form.ts';

export const decisions: Tables['decisions'] = {
  defaults: {
    'default-closed': { shows: 'оно закрывает показанное', silent: 'такие закрытия не показываются' },
    'default-unchanged': {
      shows: 'открытое изменилось',
      silent: 'открытое изменилось, но хуже не стало',
    },
    'default-stream': { shows: 'его поток показывается', silent: 'это поток, он идёт только в историю' },
    'default-message': { shows: 'оно для вас или выбрано по имени', silent: 'сообщения не показываются' },
    'default-job': { shows: 'это результат задания', silent: 'такие результаты заданий не показываются' },
    'default-connection': { shows: 'оно говорит, виден ли сервер', silent: 'события связи не показываются' },
    'default-critical': { shows: 'оно критичное', silent: 'критичные события не показываются' },
    'default-fault': { shows: 'это предупреждение или ошибка', silent: 'предупреждения и ошибки не показываются' },
    'default-rest': {
      shows: 'остальное тоже показывается',
      silent: 'оно ниже предупреждения и идёт только в историю',
    },
  },
  isWarning: 'это предупреждение',
  isError: 'это ошибка',
  notShown: (why) => `Не показано: ${why}`,
  shown: (because) => `Показано: ${because}`,
  shownBy: (driver, because) => `Показано через ${driver}: ${because}`,
  before: (why) => `; перед этим ${why}`,
  onItsWay: (because) => `Уведомление в пути: ${because}`,
  merged: (others) => `Показано ${others}одной сводкой`,
  withOthers: (count) => `вместе с ещё ${countText(count)} ${form(count, 'событием', 'событиями', 'событиями')} `,
  withMore: (count) => `вместе с более чем ${countText(count)} другими `,
  gap: (server, time) => `оно пришло, пока ${server} был вне связи${time}`,
  gapMerged: (others, server, time) => `Показано ${others}в сводке о времени, пока ${server} был вне связи${time}`,
  muted: (server) => `${server} заглушён`,
  wasMuted: (server) => `${server} был заглушён`,
  paused: (until) => `уведомления на паузе${until}`,
  wasPaused: (time) => `уведомления были на паузе${time}`,
  it: 'это',
  snoozed: (what, until) => `отложено${until}: ${what}`,
  snoozedUntilChange: (what) => `отложено, пока не ухудшится или не закроется: ${what}`,
  wasSnoozed: (what, time) => `было отложено${time}: ${what}`,
  quiet: (time) => `оно пришло в тихие часы${time === '' ? '' : `,${time},`} и не проходит через них`,
  quietAlways: 'оно пришло в тихие часы, а они круглые сутки, и не проходит через них',
  storm: (others, server) =>
    `Показано ${others === '' ? 'вместе с другими' : others.trim()}: ${server} прислал больше, чем показывается за минуту`,
  toldWith: {
    equal: () => 'Показано в уведомлении о таком же событии, которое его считает',
    flapping: () => 'Показано в уведомлении о том, что оно открывается снова и снова',
    cause: (server) => `Показано в уведомлении об открытой тревоге, которую ${server} называет причиной`,
  },
  desktop: 'рабочий стол',
  driverFailed: (driver, why) => `${driver} не смог его показать${why === '' ? '' : `: ${why}`}`,
  restart: 'Показано в сводке после перезапуска Tocsin: неизвестно, было ли оно показано раньше',
  closes: 'оно закрывает то, что не было показано',
  firstLook: (server) => `оно уже было, когда Tocsin впервые увидел ${server}`,
  firstLookMerged: (others, server) =>
    `Показано ${others}одной сводкой: оно уже было, когда Tocsin впервые увидел ${server}`,
  hadItShown: (rule) => `так велит ${rule}`,
  keeps: (rule) => `${rule} оставляет его только в истории`,
  kept: (rule) => `${rule} оставило его только в истории`,
  makes: (rule, severity) => `${rule} даёт ему уровень «${severity}», а такие события идут только в историю`,
  aRule: 'правило',
  removedRule: 'правило, которое с тех пор удалено,',
  policyRule: (name) => `правило «${name}» вашего администратора`,
  ownRule: (name) => `ваше правило «${name}»`,
  switchedOff: (rule) => `${rule}, сейчас выключенное,`,
  owed: '; о нём сообщит сводка в конце',
  besides: (text) => `; кроме того, ${text}`,
  until: (time) => ` до ${time}`,
  from: (period) => ` ${period}`,
};

export const gaps: Tables['gaps'] = {
  line: (server, until, became) => `${server} был вне связи до ${until}: ${became}`,
  time: (period, duration) => `${period}: ничего не получено, ${duration}.`,
};

export const signIn: Tables['signIn'] = {
  done: 'Вход выполнен.',
  device: (code, until) => `Ожидается код: откройте страницу на любом устройстве и введите ${code}, до ${until}.`,
  opened: (until) => `Ожидается браузер: войдите на открывшейся странице, до ${until}.`,
  unopened: (until) => `Ожидается браузер: откройте страницу в браузере на этом компьютере, до ${until}.`,
};

export const overview: Tables['overview'] = {
  noneOn: 'Ничего не открыто. Ни один сервер не включён.',
  noEvent: 'с запуска событий не было',
  lastEvent: (time) => `последнее событие ${time}`,
  watching: (servers, last) =>
    `Ничего не открыто. Под наблюдением ${servers} ${form(servers, 'сервер', 'сервера', 'серверов')}, ${last}.`,
  blind: (last) => `Об открытом ничего не известно: ни один сервер не на связи, ${last}.`,
  partly: (away, servers, last) =>
    `Об открытом известно не всё: не на связи ${away} из ${servers} ${form(servers, 'сервера', 'серверов', 'серверов')}, ${last}.`,
  open: (said) => `открыто: ${said}`,
  more: (count) => `и ещё ${countText(count)}`,
  looseAtLeast: (count) => `Ещё не менее ${countText(count)} не просмотрено: трапы, невыполненные задания, сообщения`,
  loose: (count) => `Ещё ${countText(count)} не просмотрено: трапы, невыполненные задания, сообщения`,
  nothing: 'ничего',
  outcomes: (count, outcome) => `${outcome} ${countText(count)}`,
  day: (total) => `За 24 часа: ${countText(total)} ${form(total, 'событие', 'события', 'событий')}. Без потоков.`,
  dayWithPeak: (total, most) =>
    `За 24 часа: ${countText(total)} ${form(total, 'событие', 'события', 'событий')}, не больше ${countText(most)} за час. Без потоков.`,
};

export const silence: Tables['silence'] = {
  title: 'Пауза',
  titleWhole: 'Пауза, тихие часы, отложенное (p)',
  pauseFor: 'Не показывать уведомлений',
  resume: 'Возобновить',
  until: 'До (в пределах 24 ч)',
  pause: 'Пауза',
  endQuiet: 'Закончить',
  snoozed: 'Отложено',
  snoozedOf: 'отложено',
  wake: 'Вернуть',
  lengths: { '15m': '15 мин', '1h': '1 ч', '4h': '4 ч' },
  untilMorning: 'До 08:00',
  untilTomorrow: 'До завтра 08:00',
  pausedUntil: (time) => `пауза до ${time}`,
  quietUntil: (time) => `тихо до ${time}`,
  quietAlways: 'тихо круглые сутки',
  snoozedUntil: (name, time) => `${name} до ${time}`,
  snoozedUntilChange: (name) => `${name}, пока не ухудшится или не закроется`,
};

export const ownEvents: Tables['ownEvents'] = {
  signedIn: 'Вход снова выполнен',
  unreadable: 'Сообщение не удалось прочесть',
  notFetched: 'Присланное за это время получить нельзя',
  stateUnchanged: 'новых открытых тревог нет',
  stateKnown: 'Что открыто сейчас, известно; что прошло за это время, нет',
  nothingNew: 'нового нет',
  crossed: (reading, limit) => `${reading}, предел ${limit}`,
  came: (count) => `за это время ${form(count, 'пришло', 'пришли', 'пришло')} ${events(count)}`,
};

export const signInPage: Tables['signInPage'] = {
  done: { title: 'Вход выполнен', text: 'Tocsin продолжит сам. Эту страницу можно закрыть.' },
  failed: {
    title: 'Войти не удалось',
    text: 'Причину Tocsin показывает у своего сервера. Эту страницу можно закрыть, а вход повторить там.',
  },
  foreign: {
    title: 'Это не тот вход, который начал Tocsin',
    text: 'Ничего не сделано. Начните вход в Tocsin снова и продолжайте на той странице, которая откроется.',
  },
  over: { title: 'Этот вход уже завершён', text: 'Если он ещё нужен, начните его в Tocsin снова.' },
};
