import type { Severity } from '../../api.ts';
import type { Tables } from '../tables.ts';
import { form } from './form.ts';

export const words: Tables['words'] = {
  severities: { ok: 'Норма', info: 'Инфо', warning: 'Внимание', error: 'Ошибка', critical: 'Критично' },
  kinds: {
    incident: 'Инцидент',
    trap: 'Трап',
    'access-denied': 'Доступ',
    job: 'Задание',
    state: 'Состояние',
    message: 'Сообщение',
    telemetry: 'Телеметрия',
    worker: 'Воркер',
    model: 'Модель',
    bulk: 'Групповое действие',
    connection: 'Связь',
    error: 'Ошибка',
    other: 'Событие',
  },
  phases: { opened: 'Открыто', updated: 'Обновлено', closed: 'Закрыто' },
  outcomes: { pending: 'Ждёт', shown: 'Показано', merged: 'Сведено', silenced: 'Удержано', failed: 'Сбой' },
  states: {
    stopped: 'выключен',
    connecting: 'соединяется',
    online: 'на связи',
    waiting: 'вне связи',
    blocked: 'ждёт вас',
  },
  steps: {
    name: 'Найти имя',
    reach: 'Достичь адреса и порта',
    tls: 'Зашифровать соединение',
    connect: 'Соединиться',
    'sign-in': 'Войти',
    subscribe: 'Подписаться',
    event: 'Принять',
  },
};

const counted: Readonly<Record<Severity, (count: number) => string>> = {
  ok: () => 'норма',
  info: () => 'инфо',
  warning: (count) => form(count, 'предупреждение', 'предупреждения', 'предупреждений'),
  error: (count) => form(count, 'ошибка', 'ошибки', 'ошибок'),
  critical: (count) => form(count, 'критичное', 'критичных', 'критичных'),
};

export const counts: Tables['counts'] = {
  ofSeverity: (count, severity) => `${count} ${counted[severity](count)}`,
};

export const time: Tables['time'] = {
  seconds: (count) => `${count} с`,
  minutes: (count) => `${count} мин`,
  hours: (count) => `${count} ч`,
  days: (count) => `${count} д`,
  span: (from, to) => `с ${from} до ${to}`,
  months: ['янв.', 'февр.', 'мар.', 'апр.', 'мая', 'июн.', 'июл.', 'авг.', 'сент.', 'окт.', 'нояб.', 'дек.'],
};

export const states: Tables['states'] = {
  limited: 'с ограничениями',
  nextTry: (duration) => `попытка через ${duration}`,
  trying: 'новая попытка',
};

export const buttons: Tables['buttons'] = {
  open: 'Открыть',
  seen: 'Просмотрено',
  acknowledge: 'Подтвердить',
  snooze: 'Отложить на 1 ч',
  retry: 'Повторить',
  'sign-in': 'Войти',
};

export const subjects: Tables['subjects'] = {
  object: 'объект',
  link: 'связь',
  flow: 'поток',
  incident: 'инцидент',
  address: 'адрес',
  topic: 'тема',
  operation: 'операция',
  device: 'устройство',
  job: 'задание',
  worker: 'воркер',
  task: 'задача',
  tag: 'тег',
  node: 'узел',
  workflow: 'процесс',
  'workflow definition': 'определение процесса',
  'task definition': 'определение задачи',
  service: 'служба',
  catalog: 'каталог',
  file: 'файл',
  lookup: 'адрес узла',
  poller: 'опросчик',
  profile: 'профиль',
  SKU: 'SKU',
  template: 'шаблон',
};
