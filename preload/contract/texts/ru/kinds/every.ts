import type { SentenceTexts } from '../../kinds.ts';

/** The line to a server, and the sign-in with a provider. */
export const every: SentenceTexts = {
  Address: 'Адрес',
  'Web interface': 'Веб-интерфейс',
  'Sign in with': 'Способ входа',
  Token: 'Токен',
  "The server's errors": 'Ошибки сервера',
  'To the history only': 'Только в историю',

  Proxy: 'Прокси',
  'none, system (as the environment says), or an address such as http://proxy.example:3128':
    'none (без прокси), system (как в окружении) или адрес, например http://proxy.example:3128',
  'As set under Settings, Network': 'Как задано в разделе Настройки, Сеть',
  'The usual one': 'Обычный',
  'Authorities that this computer trusts': 'УЦ, которым доверяет этот компьютер',
  None: 'Нет',
  'Socket path': 'Путь сокета',
  'Only where the server listens elsewhere than at its usual path':
    'Только если сервер отвечает не по своему обычному пути',
  'CA file': 'Файл УЦ',
  'PEM file of the authority that signed the server, where this computer does not trust it by itself':
    'PEM-файл удостоверяющего центра, который подписал сертификат сервера, если этот компьютер ему не доверяет',
  'Own certificate': 'Свой сертификат',
  'PEM file': 'PEM-файл',
  'Its key': 'Ключ к нему',
  'PEM text': 'Текст PEM',
  "The key's passphrase": 'Пароль ключа',
  'Pinned certificate': 'Закреплённый сертификат',
  'SHA-256 of the certificate, or of its public key, that the server must have':
    'SHA-256 сертификата, который должен быть у сервера, или его открытого ключа',
  'Check the certificate': 'Проверять сертификат',
  'Off, anybody on the way can read and change what comes':
    'Если выключено, любой на пути может читать и менять то, что приходит',

  Provider: 'Провайдер',
  'Its issuer address, such as https://login.example/realms/plant. Sign in after the server is saved.':
    'Его адрес (issuer), например https://login.example/realms/plant. Вход выполняется после сохранения сервера.',
  'Client id': 'Id клиента',
  'Under which the provider knows Tocsin: a public client that may be led back to http://127.0.0.1/':
    'Под ним провайдер знает Tocsin: публичный клиент, которому разрешён возврат на http://127.0.0.1/',
  Scope: 'Области доступа',
  'What to ask for, parted by spaces. Empty: openid, and offline_access where the provider knows it':
    'Что запрашивать (scope), через пробел. Пусто: openid, а также offline_access, если провайдер его знает',
};
