import type { OwnWordsOf } from '../language.ts';
import type { Sentences } from '../sentences.ts';

const saymon: Sentences = {
  Incident: 'Инцидент',
  'An incident outside of the filter': 'Инцидент вне фильтра',
  'The number of active incidents changed': 'Изменилось число активных инцидентов',
  '{} active incidents': 'Активных инцидентов: {1}',
  'SNMP trap': 'SNMP-трап',
  'from {}': 'от {1}',
  'MQTT message': 'Сообщение MQTT',
  'Job started': 'Задание запущено',
  'Job result': 'Результат задания',
  'Exit code {}': 'Код завершения {1}',
  'Exit code {}: {}': 'Код завершения {1}: {2}',
  'on {}': 'на {1}',
  'on {}\n{}': 'на {1}\n{2}',
  'State changed': 'Состояние изменилось',
  Statistics: 'Статистика',
  Notification: 'Уведомление',
  Error: 'Ошибка',
  'Object created': 'Объект создан',
  'Object changed': 'Объект изменён',
  'Object removed': 'Объект удалён',
  'Link created': 'Связь создана',
  'Link changed': 'Связь изменена',
  'Link removed': 'Связь удалена',
  'Flow created': 'Поток создан',
  'Flow changed': 'Поток изменён',
  'Flow removed': 'Поток удалён',
  'Appearance changed': 'Изменился вид',
  'by {}': 'пользователь {1}',
  'Bulk action finished': 'Групповое действие завершено',

  Created: 'Создан',
  Working: 'Работает',
  Overloaded: 'Перегружен',
  Alarm: 'Авария',
  Stopped: 'Остановлен',
  'No data': 'Нет данных',
  Down: 'Не работает',
  Disabled: 'Отключён',

  'The state of a child changed': 'Изменилось состояние дочернего объекта',
  'No condition fits': 'Ни одно условие не подходит',
  'Sensor error': 'Ошибка датчика',
  'No children': 'Нет дочерних объектов',
  'No data from the agent': 'Нет данных от агента',
  'The agent is down': 'Агент не работает',
  'Monitoring is disabled': 'Мониторинг отключён',
  "The agent's task was removed": 'Задача агента удалена',
  'Set from outside': 'Установлено извне',
  'Set by hand': 'Установлено вручную',
  'A periodic event came without data': 'Периодическое событие пришло без данных',
  'The data expired': 'Данные устарели',
  'The incident was cleared': 'Инцидент снят',
  'A condition of its states is wrong': 'Условие его состояний неверно',
};

const ask = 'Запросите право на чтение или уберите его здесь';
const often = 'Чаще всего не работает или недоступен ему его Management API.';

const kamea: Sentences = {
  'Its telemetry is refused': 'Его телеметрия не выдаётся',
  'Its telemetry is refused. One other device goes on.':
    'Его телеметрия не выдаётся. Ещё одно устройство продолжает работать.',
  'Its telemetry is refused. {} other devices go on.':
    'Его телеметрия не выдаётся. Остальные устройства работают: {1}.',
  'Ask for the right to read it, or remove it here': ask,
  '{}\nAsk for the right to read it, or remove it here': `{1}\n${ask}`,
  'A device is refused; which one is being found out': 'Одно из устройств не выдаётся; выясняется, какое',
  'Its telemetry comes again': 'Его телеметрия снова приходит',
  'Internal error. Often its Management API is down or out of its reach.': `Внутренняя ошибка. ${often}`,
  'Internal error: {}. Often its Management API is down or out of its reach.': `Внутренняя ошибка: {1}. ${often}`,
  'Check that the Management API runs and that the WebSocket server reaches it':
    'Проверьте, работает ли Management API и доступен ли он серверу WebSocket',
  'Telemetry comes again': 'Телеметрия снова приходит',
  Telemetry: 'Телеметрия',
  '{} more values in one message': 'Ещё значений в одном сообщении: {1}',
};

const flamenco: Sentences = {
  Job: 'Задание',
  Task: 'Задача',
  Worker: 'Воркер',
  Farm: 'Ферма',
  deleted: 'удалено',
  'was {}': 'до этого: {1}',
  '{}, overtaken': '{1}, уже неактуально',
  'asked to be {}': 'запрошено состояние: {1}',
  'deletion asked for': 'запрошено удаление',
  'priority {}': 'приоритет {1}',
  '{} of {} steps': 'шаги: {1} из {2}',
  '{} of {} steps, {}': 'шаги: {1} из {2}, {3}',
  'The farm is inoperative': 'Ферма не работает',
  'Picture rendered': 'Картинка готова',
  'Tag deleted': 'Тег удалён',
  'Tag changed': 'Тег изменён',
  'Task log': 'Журнал задачи',
  'The Manager starts': 'Manager запускается',
  'The Manager shuts down': 'Manager останавливается',
  'Life cycle': 'Работа Manager',
  Message: 'Сообщение',
  'from {}': 'от {1}',
};

/** What of the database changes, and how: both are closed sets of the wire's words. */
const records: Readonly<Record<string, string>> = {
  Catalog: 'Каталог',
  File: 'Файл',
  'Workflow definition': 'Определение процесса',
  Workflow: 'Процесс',
  Lookup: 'Адрес узла',
  Node: 'Узел',
  Poller: 'Опросчик',
  Profile: 'Профиль',
  SKU: 'SKU',
  'Task definition': 'Определение задачи',
  Template: 'Шаблон',
  'Record of {}:': 'Запись {1}',
};
const changes: Readonly<Record<string, string>> = {
  created: 'создание',
  changed: 'изменение',
  updated: 'изменение',
  removed: 'удаление',
  read: 'чтение',
  'tag-added': 'добавлен тег',
  'tag-removed': 'снят тег',
};

const rackhd: Sentences = {
  ...Object.fromEntries(
    Object.entries(records).flatMap(([record, name]) => [
      [`${record} {}`, `${name}: {${record.includes('{}') ? 2 : 1}}`],
      ...Object.entries(changes).map(([change, said]) => [`${record} ${change}`, `${name}: ${said}`]),
    ]),
  ),
  'Poller alert': 'Тревога опросчика',
  '{} alert': 'Тревога: {1}',
  'Redfish alert': 'Тревога Redfish',
  '{}: {}, was {}': '{1}: {2}, до этого: {3}',
  'from {}': 'от {1}',
  'Node accessible': 'Узел снова доступен',
  'Node inaccessible': 'Узел недоступен',
  'Node discovered': 'Узел обнаружен',
  'Node added': 'Узел добавлен',
  'Node removed': 'Узел удалён',
  'Node sku.assigned': 'Узлу назначен SKU',
  'Node sku.unassigned': 'С узла снят SKU',
  'Node sku.updated': 'SKU узла изменён',
  'Node obms.assigned': 'Узлу назначено управление (OBM)',
  'Node obms.unassigned': 'С узла снято управление (OBM)',
  'Node obms.updated': 'Управление узла (OBM) изменено',
  'Workflow started': 'Процесс запущен',
  'Workflow started on node {}': 'Процесс запущен на узле {1}',
  'Workflow progress': 'Ход процесса',
  'Workflow finished': 'Процесс завершён',
  'node {}': 'узел {1}',
  'node {}, {}': 'узел {1}, {2}',
  Task: 'Задача',
  'Task: {}': 'Задача: {1}',
};

/** What adapters say where their servers sent no words. */
export const ownWords: OwnWordsOf = { saymon, kamea, flamenco, rackhd };
