import type { SentenceTexts } from '../../kinds.ts';

export const rackhd: SentenceTexts = {
  'Workflow results, alerts of pollers, nodes out of reach, changes and logs':
    'Результаты рабочих процессов, тревоги опросчиков, недоступные узлы, изменения и журналы',

  'Workflow results': 'Результаты процессов',
  'Poller alerts': 'Тревоги опросчиков',
  'Redfish alerts of nodes': 'Тревоги узлов по Redfish',
  'Nodes out of reach': 'Недоступные узлы',
  'Nodes in reach again': 'Снова доступные узлы',
  'Workflows started': 'Запущенные процессы',
  'Progress of workflows': 'Ход процессов',
  'Tasks finished': 'Завершённые задачи',
  'Other changes of nodes': 'Другие изменения узлов',
  'Database: nodes': 'База данных: узлы',
  'Database: catalogs': 'База данных: каталоги',
  'Database: SKUs': 'База данных: SKU',
  Logs: 'Журналы',

  'Of the WebSocket service, with its port: ws://rackhd.example:9100':
    'Адрес службы WebSocket с портом: ws://rackhd.example:9100',
  'When a workflow has ended, and whether it went well: failed ones as usual, others quietly':
    'Рабочий процесс завершён, удачно или нет: неудачные как обычно, остальные тихо',
  'Alerts of hardware': 'Тревоги оборудования',
  'What pollers find in event logs (SEL) and by SNMP, and what nodes report by Redfish':
    'Что опросчики находят в журналах событий (SEL) и по SNMP и что узлы сообщают по Redfish',
  'A node that its pollers do not reach any more, and when it is back':
    'Узел, до которого опросчики больше не доходят, и его возвращение',
  'Workflow progress': 'Ход рабочих процессов',
  'Started, how far it is, each task that ended: to the history only. Results get their duration':
    'Запуск, ход, каждая завершённая задача: только в историю. У результатов появляется длительность',
  'Workflow logs': 'Журналы процессов',
  'What the server writes of its work, from this level on: to the history only':
    'Что сервер пишет о своей работе, начиная с этого уровня: только в историю',
  'No logs': 'Без журналов',
  'Critical only': 'Только критичные',
  'Errors and worse': 'Ошибки и хуже',
  'Warnings and worse': 'Предупреждения и хуже',
  'Information and worse': 'Информация и хуже',
  Everything: 'Всё',
  'Discovered, added, removed, SKU or management assigned: to the history only':
    'Обнаружен, добавлен, удалён, назначены SKU или управление: только в историю',
  'Changes of catalogs': 'Изменения каталогов',
  'What is known of the hardware of nodes, as the database keeps it: to the history only':
    'Что известно об оборудовании узлов, как это хранит база данных: только в историю',
  'Changes of SKUs': 'Изменения SKU',
  'The kinds of hardware that nodes are sorted into: to the history only':
    'Виды оборудования, по которым распределены узлы: только в историю',
  'Changes of node records': 'Изменения записей об узлах',
  'Nodes as the database keeps them: to the history only': 'Узлы, как их хранит база данных: только в историю',

  'Also watch': 'Следить также за',
  'Messages by their routing key, or collections of the database; all that is told of one node by choosing it. Servers before 2017 name the node in few keys.':
    'Сообщения по ключу маршрута или коллекции базы данных; всё об одном узле — выбором узла. Серверы до 2017 года называют узел лишь в немногих ключах.',
  'Messages by routing key': 'Сообщения по ключу маршрута',
  Exchange: 'Обменник (exchange)',
  'on.events: Events of workflows, nodes and pollers': 'on.events: события процессов, узлов и опросчиков',
  'on.logging: Logs; the key is the level': 'on.logging: журналы; ключ — это уровень',
  'on.waterline: Changes of the database': 'on.waterline: изменения базы данных',
  'Routing key': 'Ключ маршрута',
  'a workflow ended': 'процесс завершён',
  'a workflow began': 'процесс начат',
  'how far a workflow is': 'ход процесса',
  'a workflow ended, as every server says it': 'процесс завершён, так о нём говорит любой сервер',
  'an entry in the event log of a node': 'запись в журнале событий узла',
  'an alert by SNMP': 'тревога по SNMP',
  'a Redfish alert of a node': 'тревога узла по Redfish',
  'a node out of reach': 'узел недоступен',
  'a node discovered': 'узел обнаружен',
  'a SKU assigned': 'назначен SKU',
  'a task ended': 'задача завершена',
  'a heartbeat, every 10 s of each service': 'признак жизни, каждые 10 с от каждой службы',
  'each call of the REST interface': 'каждый вызов интерфейса REST',
  'an error in the log': 'ошибка в журнале',
  'a warning in the log': 'предупреждение в журнале',
  'each step of the log': 'каждый шаг в журнале',
  'a node record changed': 'запись об узле изменена',
  'A collection of the database': 'Коллекция базы данных',
  Collection: 'Коллекция',
  'catalogs: What is known of the hardware of nodes': 'catalogs: что известно об оборудовании узлов',
  'files: Files': 'files: файлы',
  'graphDefs: Definitions of workflows': 'graphDefs: определения процессов',
  'graphObjs: Workflows that run and ran': 'graphObjs: идущие и завершённые процессы',
  'logs: Logs': 'logs: журналы',
  'lookups: Addresses of nodes': 'lookups: адреса узлов',
  'nodes: Nodes': 'nodes: узлы',
  'pollers: Pollers': 'pollers: опросчики',
  'profiles: Profiles': 'profiles: профили',
  'skus: SKUs': 'skus: SKU',
  'taskDefs: Definitions of tasks': 'taskDefs: определения задач',
  'templates: Templates': 'templates: шаблоны',
  'Choose nodes from the server': 'Выбрать узлы на сервере',

  Channel: 'Канал',
  'The default resource, last part of the address. It is hardly ever needed: every message names its resource.':
    'Ресурс по умолчанию, последняя часть адреса. Почти никогда не нужен: каждое сообщение называет свой ресурс.',
  'Watch its heartbeat': 'Следить за признаками жизни',
  'Finds a server whose messages stopped although it is connected':
    'Находит сервер, сообщения которого прекратились, хотя соединение есть',
  'Where "Open in the server" leads; {type} and {id} stand for the subject':
    'Куда ведёт «Открыть в …»; {type} и {id} заменяются типом и id объекта',
};
