import type { SentenceTexts } from '../../kinds.ts';

export const kamea: SentenceTexts = {
  'Telemetry of devices, access denials, errors of the server':
    'Телеметрия устройств, отказы в доступе, ошибки сервера',
  'Whether values still get from the devices to this server cannot be asked: where they do not, it stays online and nothing comes. The last value of a device is in the history.':
    'Спросить, доходят ли до сервера значения устройств, нельзя: если не доходят, он остаётся на связи, но ничего не присылает. Последнее значение устройства есть в истории.',
  Telemetry: 'Телеметрия',
  'Access denied': 'Отказ в доступе',

  'Of the WebSocket server: https://wss.example. A path in it is the namespace, /devices unless given.':
    'Адрес сервера WebSocket: https://wss.example. Путь в нём задаёт пространство имён, без него это /devices.',
  'API address': 'Адрес API',
  'Of the Management API. With it devices are found by name, and the token is verified.':
    'Адрес Management API. С ним устройства находятся по имени, а токен проверяется.',
  Browser: 'Браузер',
  'You sign in where your organisation does': 'Вход там, где его выполняет ваша организация',
  'Client secret': 'Секрет клиента',
  'For wall boards, without a person': 'Для настенных экранов, без участия человека',
  'Ends when the token does': 'Действует, пока действует токен',
  'A bearer token of your identity provider': 'Bearer-токен вашего провайдера входа',
  'Token address': 'Адрес выдачи токенов',
  'Where the provider gives tokens out': 'Где провайдер выдаёт токены',
  Client: 'Клиент',
  'The client id that the provider knows Tocsin by': 'Id клиента, под которым провайдер знает Tocsin',
  'Only where the provider asks for one': 'Только если провайдер их требует',

  Devices: 'Устройства',
  'Chosen by name, or by pasting their ids; without an API address the tenant is needed as well: id, tenant.':
    'Выберите по имени или вставьте id; без адреса API нужен и арендатор: id, арендатор.',
  Subscriptions: 'Подписки',
  "What is asked for of each device, one a line. The server's page /doc names what there is.":
    'Что запрашивать у каждого устройства, по одному в строке. Что есть, перечислено на странице сервера /doc.',
  'Where "Open in the server" leads; {id} stands for the device':
    'Куда ведёт «Открыть в …»; {id} заменяется id устройства',
};
