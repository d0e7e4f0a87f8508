import type { SentenceTexts } from '../../kinds.ts';

export const saymon: SentenceTexts = {
  'Incidents, SNMP traps, job results, notifications, states':
    'Инциденты, SNMP-трапы, результаты заданий, уведомления, состояния',

  Incidents: 'Инциденты',
  'SNMP traps': 'SNMP-трапы',
  'Notifications for you': 'Уведомления для вас',
  'Jobs started': 'Запущенные задания',
  'Job results': 'Результаты заданий',
  'Number of incidents': 'Число инцидентов',
  'State changes': 'Смены состояний',
  Statistics: 'Статистика',
  'MQTT messages': 'Сообщения MQTT',
  'Model changes': 'Изменения модели',
  'Appearance changes': 'Изменения вида',
  'Bulk actions': 'Групповые действия',
  'Tells at once when an incident was missed': 'Сразу показывает, что какой-то инцидент пропущен',
  'Only where the server has no incidents, else each fault comes twice':
    'Только если на сервере нет инцидентов, иначе каждый сбой приходит дважды',

  'Of the Comet server, with its port: https://saymon.example:1234':
    'Адрес сервера Comet с портом: https://saymon.example:1234',
  'REST address': 'Адрес REST',
  'Often the address of the web interface. Without it nothing missed can be fetched, and no session is checked.':
    'Чаще всего это адрес веб-интерфейса. Без него пропущенное не получить и сессию не проверить.',
  'Login and password': 'Логин и пароль',
  'Session id': 'Id сессии',
  'Ends when the session does': 'Действует, пока жива сессия',
  'It goes to the REST address, which is needed for it': 'Идёт через адрес REST, он для этого обязателен',
  'Browser, through Keycloak': 'Браузер, через Keycloak',
  Login: 'Логин',
  'The login or the e-mail address': 'Логин или адрес электронной почты',
  Password: 'Пароль',
  'An authentication token of your SAYMON user': 'Токен аутентификации вашего пользователя SAYMON',
  'The cookie "sid" of a signed-in browser': 'Значение cookie «sid» из браузера, в котором выполнен вход',

  'Statistics of': 'Статистика по',
  'Entities, chosen by name, or by pasting their addresses or ids: 1:<id> for an object, 2:<id> for a link':
    'Объекты и связи: выберите по имени или вставьте адрес либо id: 1:<id> для объекта, 2:<id> для связи',
  'Events of extensions': 'События расширений',
  'The names that server extensions send under, one a line':
    'Имена, под которыми их присылают расширения сервера, по одному в строке',
  'Incident filter': 'Фильтр инцидентов',
  'Only incidents for which all of this holds. With a filter, what closes while offline stays open here.':
    'Только инциденты, для которых верно всё это. С фильтром то, что закрылось без связи, остаётся здесь открытым.',
  Level: 'Уровень',
  Alarm: 'Авария (Alarm)',
  Warning: 'Предупреждение (Warning)',
  Major: 'Серьёзный (Major)',
  'Object or link': 'Объект или связь',
  'Below the object': 'Ниже объекта',
  Class: 'Класс',
  Tag: 'Тег',
  Text: 'Текст',
  contains: 'содержит',
  'does not contain': 'не содержит',
  is: 'равен',
  'is not': 'не равен',
  matches: 'соответствует выражению',

  Severities: 'Уровни',
  'What the levels and states of the server mean here; a custom one by its id':
    'Что уровни и состояния сервера значат здесь; свои задаются по id',
  'Incident: Alarm': 'Инцидент: авария (Alarm)',
  'Incident: Warning': 'Инцидент: предупреждение (Warning)',
  'Incident: Cleared': 'Инцидент: снят (Cleared)',
  'Incident: Major': 'Инцидент: серьёзный (Major)',
  'State: Created': 'Состояние: создан (Created)',
  'State: Working': 'Состояние: работает (Working)',
  'State: Overloaded': 'Состояние: перегружен (Overloaded)',
  'State: Alarm': 'Состояние: авария (Alarm)',
  'State: Stopped': 'Состояние: остановлен (Stopped)',
  'State: No data': 'Состояние: нет данных (No data)',
  'State: Down': 'Состояние: не работает (Down)',
  'State: Disabled': 'Состояние: отключён (Disabled)',
  'Trap: Clear': 'Трап: норма (Clear)',
  'Trap: Minor': 'Трап: незначительный (Minor)',
  'Trap: Major': 'Трап: серьёзный (Major)',
  'Trap: Critical': 'Трап: критичный (Critical)',

  'Where "Open in the server" leads; {type} and {id} stand for the subject':
    'Куда ведёт «Открыть в …»; {type} и {id} заменяются типом и id объекта',
};
