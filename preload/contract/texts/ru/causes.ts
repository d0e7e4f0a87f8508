import type { CauseWord } from '../causes.ts';
import type { Tables } from '../tables.ts';
import { clockText, dateText } from '../time.ts';

export const causes: Tables['causes'] = {
  refused: (word) => ({
    why: `По адресу ${word('host')}:${word('port')} никто не отвечает`,
    remedy: 'Проверьте адрес и порт и то, запущен ли сервер',
  }),
  name: (word) => ({ why: `Имя ${word('host')} неизвестно`, remedy: 'Проверьте имя; включён ли VPN?' }),
  time: (word) => ({ why: `Нет ответа за ${word('seconds') || '5'} с`, remedy: 'Проверьте VPN и межсетевой экран' }),
  authority: (word) => ({
    why: `Сертификат ${word('host')} выдан удостоверяющим центром, которому этот компьютер не доверяет`,
    remedy: `Укажите файл этого центра (УЦ): ${advanced(word)}`,
  }),
  'certificate-expired': (word) => ({
    why: `Срок сертификата истёк ${word('date')}`,
    remedy: 'Сообщите администратору сервера',
  }),
  'certificate-name': (word) => ({
    why: `Сертификат выдан на имя ${word('name')}`,
    remedy: 'Сообщите администратору сервера',
  }),
  tls: (word) => ({
    why: `${word('host')} и этот компьютер не договорились о защищённом соединении${said(word)}`,
    remedy: `Проверьте его сертификат и версию TLS; свои сертификаты: ${advanced(word)}`,
  }),
  https: (word) => ({ why: `${word('host')} отвечает только по https`, remedy: 'Начните адрес с https' }),
  'sign-in': (word) => ({ why: `Вход отклонён или истёк${said(word)}`, remedy: 'Войдите снова' }),
  proxy: (word) => ({ why: 'Прокси требует входа', remedy: `Укажите его: ${advanced(word)}` }),
  'socketio-2': (word) => ({
    why: `${word('host')} говорит на Socket.IO 2, как Flamenco`,
    remedy: 'Выберите вид Flamenco',
  }),
  'socketio-4': (word) => ({
    why: `${word('host')} говорит на Socket.IO 4`,
    remedy: 'Выберите SAYMON или Kamea',
  }),
  'plain-websocket': (word) => ({ why: `${word('host')} говорит на простом WebSocket`, remedy: 'Выберите RackHD' }),
  namespace: (word) => ({
    why: `${word('host')} не знает пространства имён ${word('name')}`,
    remedy: `Проверьте вид сервера и путь в его адресе: ${servers(word)}; настроен ли для него CORS?`,
  }),
  silent: () => ({
    why: 'Соединение есть, но ответа нет',
    remedy: 'Делать ничего не нужно: соединение устанавливается заново',
  }),
  subscription: (word) => ({
    why: `${word('server') || 'Сервер'} отклоняет ${word('subscription')}${said(word)}`,
    remedy: 'Уберите подписку или запросите право; затем «Повторить»',
  }),
  denied: (word) => ({
    why: `${word('server') || 'Сервер'} не даёт вашей учётной записи читать ${word('subscription')}${said(word)}`,
    remedy: 'Запросите право или уберите подписку; затем выключите и включите сервер',
  }),
  'server-error': (word) => ({
    why: `${word('host')} сообщает о своей ошибке${said(word)}`,
    remedy: 'Проверьте, работает ли его Management API и доступен ли он серверу',
  }),
  closed: (word) => ({
    why: `${word('host')} закрыл соединение`,
    remedy: 'Делать ничего не нужно: соединение устанавливается заново',
  }),
  'shut-down': (word) => ({
    why: `${word('host')} остановлен`,
    remedy: 'Делать ничего не нужно: попытки продолжаются; если это надолго, спросите того, кто за него отвечает',
  }),
  broken: (word) => ({
    why: `Соединение с ${word('host')} оборвалось${said(word)}`,
    remedy: 'Делать ничего не нужно: соединение устанавливается заново; если это часто, проверьте VPN и сеть',
  }),
  http: (word) => ({
    why: `${word('host')} ответил статусом HTTP ${word('status')}`,
    remedy: 'Проверьте адрес и путь; открывается ли страница сервера в браузере?',
  }),
  unreadable: (word) => ({
    why: `Ответ ${word('host')} не удаётся прочесть${said(word)}`,
    remedy: 'Проверьте вид сервера; если он верен, сообщите администратору сервера',
  }),
  'secret-unreadable': (word) => ({
    why: `Сохранённое значение ${word('field')} здесь не читается`,
    remedy: `Введите его снова: ${servers(word)}`,
  }),
  keyring: (word) => ({
    why: `Связка ключей этого компьютера ${keyringState(word('state'))}, поэтому сохранённое поле ${word('field')} не прочесть`,
    remedy: `${word('state') === 'locked' ? 'Откройте её' : 'Войдите в рабочий стол заново'}; сервер подключится сам`,
  }),
  'secret-missing': (word) => ({ why: `Не задано: ${word('field')}`, remedy: `Введите: ${servers(word)}` }),
  'sign-in-needed': () => ({ why: 'Вход не выполнен', remedy: 'Войдите' }),
  'no-device-code': (word) => ({
    why: `${word('host')} не предлагает вход по коду`,
    remedy: 'Войдите через браузер',
  }),
  settings: (word) => ({
    why: `Его настройка ${word('field')} не подходит${said(word)}`,
    remedy: `Исправьте её: ${servers(word)}`,
  }),
  'acknowledge-denied': (word) => ({
    why: `${word('server')} не даёт вашей учётной записи это подтвердить${said(word)}`,
    remedy: 'Запросите право у его администратора; «Просмотрено» действует только на этом компьютере',
  }),
  'acknowledge-unconfirmed': (word) => ({
    why: `${word('server')} принял подтверждение, но не показывает его`,
    remedy: `Посмотрите на самом сервере ${word('server')} и подтвердите там`,
  }),
  'acknowledge-unknown': (word) => ({
    why: `${word('server')} не принимает подтверждения этого`,
    remedy: 'Отметьте просмотренным: это действует только на этом компьютере',
  }),
  'acknowledge-offline': (word) => ({
    why: `${word('server')} вне связи, поэтому подтверждения нет`,
    remedy: `Подтвердите ещё раз, когда ${word('server')} будет на связи`,
  }),
  'alert-gone': (word) => ({
    why: `На ${word('server')} это уже не открыто`,
    remedy: 'Делать ничего не нужно: здесь оно тоже закроется',
  }),
  toast: (word) => ({
    why: `${word('driver')} не смог показать уведомление${said(word)}`,
    remedy: 'Запустите проверки: Настройки, Диагностика',
  }),
  sound: (word) => ({
    why: `Звук не воспроизводится${said(word)}`,
    remedy: 'Установите проигрыватель или отключите звуки: Настройки, Уведомления',
  }),
  unexpected: (word) => ({
    why: `Случилось непредвиденное${said(word)}`,
    remedy: 'Повторите; подробности в журнале',
  }),
};

function said(word: CauseWord): string {
  const text = word('text');
  return text === '' ? '' : `: ${text}`;
}

function servers(word: CauseWord): string {
  const server = word('server');
  return server === '' ? 'Серверы' : `Серверы, ${server}`;
}

function advanced(word: CauseWord): string {
  return `${servers(word)}, Дополнительно`;
}

function keyringState(state: string): string {
  if (state === 'locked') return 'заперта';
  return state === 'absent' ? 'отсутствует' : 'не отвечает';
}

export const notices: Tables['notices'] = {
  'settings-set-aside': (word) =>
    `Настройки в ${word('file')} не удалось прочесть (${word('text')}), они сохранены как ${word('aside')}. Tocsin работает с настройками по умолчанию: исправьте тот файл и верните на место или настройте заново.`,
  'settings-unreadable': (word) =>
    `Настройки в ${word('file')} изменены вручную и не читаются (${word('text')}). Действует прежнее: исправьте файл. Следующее изменение в окне сохранит его под другим именем.`,
  'setting-unusable': (word) =>
    `Настройка ${word('path')} не подходит (${word('text')}) и пропущена. Исправьте её в окне или в ${word('file')}.`,
  'policy-unusable': (word) =>
    `Политика ${word('file')} не применима: ${word('line') === '0' ? '' : `строка ${word('line')}, `}${word('text')}. Действует последняя пригодная; сообщите администратору.`,
  'toasts-failing': (word) =>
    `Уведомления не показываются: ${word('text')}. Всё есть в истории; запустите проверки: Настройки, Диагностика.`,
  'toasts-in-browser': (word) =>
    `Этот компьютер не показывает уведомлений (${word('text')}). Их может показывать браузер, в котором открыта эта страница.`,
  'history-set-aside': (word) =>
    `Историю не удалось прочесть (${word('text')}), она сохранена как ${word('aside')}. Начата новая.`,
  'history-failing': (word) =>
    `История не записывается: ${word('text')}. Новое ждёт в памяти и запишется, как только диск позволит; освободите место.`,
  'settings-unwritable': (word) =>
    `Настройки не записываются в ${word('file')}: ${word('text')}. Изменения действуют до выхода из Tocsin; освободите место или исправьте права.`,
  crashed: (word) =>
    `Tocsin неожиданно завершился ${dateText(Number(word('at')))} в ${clockText(Number(word('at')), Number(word('at')))} и запущен снова. ${word('file') === '' ? 'Отчёт записать не удалось' : `Отчёт: ${word('file')}`}; соберите диагностический файл для того, кто обслуживает Tocsin.`,
  'server-unfinished': (word) =>
    `Сервер ${word('name')} настроен администратором и ждёт вашей части, чаще всего входа: Серверы, ${word('name')}.`,
  'secrets-held': (word) =>
    `На этом компьютере нет связки ключей, поэтому пароли и токены (${word('count')}) хранятся только до выхода из Tocsin. Выберите в разделе Настройки, Конфиденциальность: файл, доступный только вам, или ввод каждый раз.`,
  'keyring-shut': (word) =>
    `Связка ключей этого компьютера ${keyringState(word('state'))}: пароли и токены нельзя ни прочесть, ни сохранить. Откройте её, и серверы подключатся сами; или выберите другое место в разделе Настройки, Конфиденциальность.`,
  'upgrade-ready': (word) => `Tocsin ${word('version')} загружен. Он установится, когда Tocsin завершится.`,
};

export const hindrances: Tables['hindrances'] = {
  muted: (names) => `Заглушено: ${names}. Уведомлений оттуда не будет, пока вы не снимете это в разделе Серверы.`,
  snoozed: (names) => `Отложено: ${names}. О том, что придёт оттуда, скажет сводка в конце; вернуть можно внизу слева.`,
  paused: (until) => `Tocsin на паузе до ${until}: об этом сообщила бы сводка в конце. «Возобновить» снимает паузу.`,
  quiet: (until) =>
    `Сейчас тихо ${until === null ? 'круглые сутки' : `до ${until}`}: об этом сообщила бы сводка в конце. Что проходит, задано в разделе Настройки, Тихие часы.`,
  rule: (name) => `По правилу «${name}» уведомления нет: событие было бы только в истории.`,
  ownRule: (name) => `По вашему правилу «${name}» уведомления нет: событие было бы только в истории.`,
  doNotDisturbAtAll: 'Рабочий стол в режиме «Не беспокоить» и задерживает всё, даже срочное. Выключите режим там.',
  doNotDisturb: 'Рабочий стол в режиме «Не беспокоить» и пропускает только срочное. Выключите режим в его панели.',
  noSound: 'Звук для него отключён: его было бы видно, но не слышно.',
  noPlayer: (why) => `Звук не воспроизводится: ${why}.`,
  noPreviews: 'Содержимое скрыто: текста события в уведомлении не было бы.',
};

export const fixes: Tables['fixes'] = {
  resume: 'Возобновить',
  'end-quiet': 'Закончить тихие часы',
  'change-quiet': 'Изменить тихие часы',
  wake: (name) => `Вернуть ${name} (не откладывать)`,
  unmute: (name) => `Снять заглушение: ${name}`,
  'change-rule': 'Изменить это правило',
  'look-at-rule': 'Посмотреть правило',
  'show-like': 'Всегда показывать такие',
  'silence-like': 'Не показывать такие',
  check: 'Проверить уведомления',
  'raise-limit': 'Повысить предел',
};
