import type { Sentences } from '../sentences.ts';

/** What does not fit in settings, in a rule or in a file of them. */
const faults: Sentences = {
  'Give this: it is needed': 'Нужно указать',
  'This does not fit: none of its forms is like this': 'Не подходит ни под один из допустимых видов',
  'Give a text': 'Укажите текст',
  'Give a number': 'Укажите число',
  'Give a whole number': 'Укажите целое число',
  'Give true or false': 'Укажите true или false',
  'Give a list': 'Нужен список',
  'Give an object': 'Нужен объект JSON',
  'Leave this out': 'Уберите это',
  'Give {} or more': 'Укажите не меньше {1}',
  'Give {} at most': 'Укажите не больше {1}',
  'Name {} at least': 'Укажите не меньше {1}',
  'Name {} at most': 'Укажите не больше {1}',
  'Give at least {} characters': 'Знаков должно быть не меньше {1}',
  'This is longer than {} characters': 'Длиннее {1} знаков',
  'Give one of: {}': 'Укажите одно из: {1}',
  'This is unknown: {}': 'Это неизвестно: {1}',
  'This is no address: give one such as https://server.example':
    'Это не адрес: укажите, например, https://server.example',
  'This does not have the form that it needs': 'Не тот вид, который нужен',

  'This is no address: give one such as https://server.example:1234':
    'Это не адрес: укажите, например, https://server.example:1234',
  'Begin the address with https://, http://, wss:// or ws://': 'Начните адрес с https://, http://, wss:// или ws://',
  'Begin the address with https://; it must not carry a sign-in':
    'Начните адрес с https://; логина и пароля в нём быть не должно',
  'Give an address that begins with https://': 'Укажите адрес, который начинается с https://',
  'An address must not carry a sign-in: take it out and enter it in its own field':
    'Логина и пароля в адресе быть не должно: уберите их и введите в отдельном поле',
  'Give the address of a proxy, such as http://proxy.example:3128, and a sign-in in its own fields':
    'Укажите адрес прокси, например http://proxy.example:3128, а вход — в отдельных полях',
  'Begin the path with /': 'Начните путь с /',
  'This is no name of a header': 'Это не имя заголовка',
  'Give letters, digits, dots, dashes and underscores, 64 at most':
    'Допустимы латинские буквы, цифры, точки, дефисы и подчёркивания, не больше 64',
  'Give it a name': 'Укажите имя',
  'Give hours and minutes: 22:00': 'Укажите часы и минуты: 22:00',
  'Choose a day': 'Выберите день',
  'These are more than 50 times: join some of them': 'Отрезков больше 50: объедините некоторые',
  'There is no such time zone: give one such as Europe/Berlin':
    'Такого часового пояса нет: укажите, например, Europe/Moscow',
  'There is no such setting': 'Такой настройки нет',
  'This secret cannot be read here: enter it again': 'Этот секрет здесь не читается: введите его снова',
  'Your administrator has set this ({})': 'Это задал ваш администратор ({1})',
  'The settings cannot be written to {}: {}. The change holds until Tocsin ends.':
    'Настройки не записываются в {1}: {2}. Изменение действует до выхода из Tocsin.',
  'Give the kind of server: one of {}': 'Укажите вид сервера: одно из {1}',
  'There is no kind of server "{}": give one of {}': 'Вида сервера «{1}» нет: укажите одно из {2}',
  'it is of version {}, this Tocsin reads version {}': 'версия файла {1}, а этот Tocsin читает версию {2}',
  'that is no number': 'не число',
  'Another server has this id': 'Этот id уже у другого сервера',
  'Another rule has this id': 'Этот id уже у другого правила',
  'This is no list': 'Это не список',
  'This is no object': 'Это не объект JSON',
  'This is no list of objects': 'Это не список объектов JSON',
  'Give each one an id': 'У каждого должен быть id',
  'An id is there twice': 'Один id встречается дважды',
  'It is no JSON object': 'Это не объект JSON',
  'column {}: {}': 'столбец {1}: {2}',
  'line {}, {}': 'строка {1}, {2}',
  'column 1: it is no JSON object': 'столбец 1: это не объект JSON',
  'it is not in UTF-8: save it in that encoding': 'он не в UTF-8: сохраните его в этой кодировке',
  'the file ends too early': 'файл кончается слишком рано',
  'this is no JSON': 'это не JSON',
  'this is nested too deeply': 'здесь слишком глубокая вложенность',
  'this is unknown: a policy has "defaults" and "enforced"': 'это неизвестно: в политике есть «defaults» и «enforced»',
  'it is ignored, because ordinary users can write {}: give that to root, writable by root only':
    'не учитывается, потому что {1} могут менять обычные пользователи: отдайте это root с правом записи только для него',
  'it is ignored, because it cannot be told who may write {}: PowerShell did not answer':
    'не учитывается, потому что не узнать, кто может менять {1}: PowerShell не ответил',
  'it is ignored, because {} can write {}: let only administrators write it':
    'не учитывается, потому что {1} может менять {2}: оставьте право записи только администраторам',

  'Name one at least, or leave this out': 'Назовите хотя бы одно или уберите условие',
  'Give a pattern': 'Укажите выражение',
  'Give one of is, contains and pattern': 'Укажите одно из is, contains и pattern',
  'Give one test at least, or leave this out': 'Добавьте хотя бы одну проверку или уберите условие',
  'This is no path: give one such as values.temperature or items.*.name':
    'Это не путь: укажите, например, values.temperature или items.*.name',
  'minSeverity must not be worse than maxSeverity': 'minSeverity не может быть хуже maxSeverity',
  'Give a comparison with a number, such as > 80': 'Укажите сравнение с числом, например > 80',
  'One number is needed: leave out *': 'Нужно одно число: уберите *',
  'Say what it does: toast, severity, sound, repeat or alert':
    'Укажите, что правило делает: уведомление, уровень, звук, повтор или тревога',
  'There is no default rule of this id': 'Правила по умолчанию с таким id нет',
  'The condition of a default rule stays as it is: make a rule before it':
    'Условие правила по умолчанию не меняется: создайте правило перед ним',
  'Leave this out: it is compared with nothing': 'Уберите это: сравнивать здесь не с чем',
  'Give what it is compared with': 'Укажите, с чем сравнивать',
  'This pattern is longer than {} characters': 'Выражение длиннее {1} знаков',
  'This pattern is too large: repeat less in it': 'Выражение слишком велико: уменьшите в нём повторы',
  'This pattern is not supported: {}': 'Такое выражение не поддерживается: {1}',
  'This must look the other way than what opens it': 'Сравнение должно быть обратным тому, которое открывает',
  'What closes it would hold while it opens: leave room between them':
    'Закрывающее условие выполнялось бы вместе с открывающим: оставьте между ними промежуток',

  'An id looks like 0a1b2c3d-0000-4000-8000-000000000001': 'Id выглядит так: 0a1b2c3d-0000-4000-8000-000000000001',
  'Name at least one device': 'Назовите хотя бы одно устройство',
  'Name each device once': 'Назовите каждое устройство один раз',
  'Give one word: letters, digits, _ and -': 'Укажите одно слово: латинские буквы, цифры, _ и -',
  'Give a routing key; # stands for all': 'Укажите ключ маршрута; # означает все',
  'A watch of mq needs params with exchange and routingKey': 'Для mq нужны params с exchange и routingKey',
  'An entity is "1:<id>" for an object, "2:<id>" for a link': 'Пишется «1:<id>» для объекта, «2:<id>» для связи',
  'A word is "level:<id>", "state:<id>" or "event:<number>"': 'Пишется «level:<id>», «state:<id>» или «event:<число>»',
};

/** What the engine of patterns says of one that it does not take. */
const ofPatterns: Sentences = {
  'missing closing ): {}': 'не хватает закрывающей ): {1}',
  'unexpected ): {}': 'лишняя ): {1}',
  'missing closing ]: {}': 'не хватает закрывающей ]: {1}',
  'missing argument to repetition operator: {}': 'знаку повтора нечего повторять: {1}',
  'invalid nested repetition operator: {}': 'повтор от повтора: {1}',
  'trailing backslash at end of expression': 'в конце стоит обратная черта',
  'invalid escape sequence: {}': 'неизвестная последовательность с обратной чертой: {1}',
  'invalid or unsupported Perl syntax: {}': 'такой записи в RE2 нет: {1}',
  'invalid repeat count: {}': 'недопустимое число повторов: {1}',
  'invalid character class range: {}': 'недопустимый набор знаков: {1}',
  'invalid named capture: {}': 'недопустимое имя группы: {1}',
  'duplicate capture group name: {}': 'имя группы встречается дважды: {1}',
};

/** Why a command was not carried out. */
const refusals: Sentences = {
  'This alert is not open any more': 'Эта тревога уже не открыта',
  'In a browser the bundle is saved by the page': 'В браузере файл сохраняет сама страница',
  'There is no bundle yet: make it first': 'Файла ещё нет: сначала соберите его',
  'In a browser the file comes as a download, over http': 'В браузере файл приходит как загрузка, по http',
  'An export is under way: wait for it, or cancel it': 'Экспорт уже идёт: дождитесь его или отмените',
  'This event is no longer in the history': 'Этого события в истории больше нет',
  'This event is not in the history any more': 'Этого события в истории больше нет',
  'A default rule cannot be tried: make one of your own': 'Правило по умолчанию нельзя опробовать: создайте своё',
  'There is no rule "{}" that can be changed here': 'Правила «{1}», которое можно здесь изменить, нет',
  'There is no server "{}" that can be changed here': 'Сервера «{1}», который можно здесь изменить, нет',
  'There is no server "{}"': 'Сервера «{1}» нет',
  '{} is not signed in to with a browser: change its settings':
    'Вход на {1} выполняется не через браузер: измените его настройки',
  'A pause ends within {} hours: choose such a time': 'Пауза длится не больше {1} ч: выберите такое время',
  'There are no quiet hours now that would end by themselves': 'Сейчас нет тихих часов, которые кончились бы сами',
  'A snooze ends within 30 days: choose such a time, or mute the server':
    'Отложить можно не больше чем на 30 дней: выберите такое время или заглушите сервер',
  'What was to be snoozed is not there any more': 'Того, что нужно было отложить, больше нет',
  'This is not snoozed any more': 'Это уже не отложено',
  'The desktop app shows notifications itself': 'Настольное приложение показывает уведомления само',
};

/** What stands in a cause, behind its colon. */
const asides: Sentences = {
  'an earlier day': 'раньше',
  'another name': 'другого имени',
  'the other end broke it off': 'его оборвала другая сторона',
  'no way leads to it': 'к нему нет пути',
  'the network is down': 'сеть не работает',
  'it was broken off': 'его прервали',
  'it answers without TLS; begin the address with http': 'он отвечает без TLS; начните адрес с http',
  'a SHA-256 has 64 hexadecimal digits': 'в SHA-256 64 шестнадцатеричные цифры',
  'it is neither PEM text nor the path of a file that can be read ({})':
    'это не текст PEM и не путь файла, который можно прочесть ({1})',
  'its address begins neither with http:// nor with https://': 'его адрес не начинается ни с http://, ни с https://',
  'it nests deeper than {} levels': 'вложенность больше {1} уровней',
  'an event without a name': 'событие без имени',
  'an answer to nothing': 'ответ ни на что',
  'a refusal without a reason': 'отказ без причины',
  'a packet of an unknown type': 'пакет неизвестного типа',
  'it is too large': 'слишком велико',
  'it is no packet of Engine.IO': 'это не пакет Engine.IO',
  'it comes before the handshake': 'пришло до рукопожатия',
  'a second handshake': 'второе рукопожатие',
  'a handshake that is none': 'рукопожатие, которое им не является',
  'no address leads to a picture': 'ни один адрес не ведёт к картинке',
  'the picture is on another server than the one that is set': 'картинка не на том сервере, который задан',
  'it is no picture': 'это не картинка',
  'the picture is too large': 'картинка слишком велика',

  'names are read there': 'имена читаются оттуда',
  'a list was expected': 'ожидался список',
  'to sign in with anything but a session id, the REST address is needed': 'для входа не по id сессии нужен адрес REST',
  'a version was expected': 'ожидалась версия',
  'JSON was expected': 'ожидался JSON',
  'a list of {} was expected': 'ожидался список {1}',
  'from version 3.5 on it says yes and sends nothing': 'с версии 3.5 он соглашается, но ничего не присылает',
  'no answer within {} s': 'нет ответа за {1} с',
  'tasks of {}': 'задачи {1}',
  'log of {}': 'журнал {1}',
  'it is a page, no document': 'это страница, а не описание',
  'as YAML it is longer than {} KiB': 'для YAML он длиннее {1} КиБ',
  'it is neither JSON nor YAML': 'это не JSON и не YAML',
  'it names parts of itself more than {} times': 'он ссылается на свои части больше {1} раз',
  'it names parts of itself that cannot be put together': 'он ссылается на свои части, которые не складываются',
  'no AsyncAPI document with events': 'нет описания AsyncAPI с событиями',
  '/{}: {}': '/{1}: {2}',
  'one of {} devices': 'одно из {1} устройств',
  'devices are read there': 'устройства читаются оттуда',
  'a list of devices was expected': 'ожидался список устройств',
  'the tenant of {} is not given, and no Management API tells it':
    'арендатор {1} не задан, а Management API о нём не говорит',
  'no answer to a ping': 'нет ответа на ping',
  'not accepted within {} s': 'не принято за {1} с',
  'there is no open line': 'открытого соединения нет',
  'a binary message': 'двоичное сообщение',
  'the line ended before the answer': 'соединение кончилось раньше ответа',
  'a message without a handler': 'сообщение без получателя',
  'a list without items': 'список без элементов',
  'it was closed ({})': 'оно закрыто ({1})',
  'no answer for {}': 'нет ответа для {1}',
  'a watch of mq needs exchange and routingKey': 'для mq нужны exchange и routingKey',

  'it is signed in to by what stands in its settings': 'вход выполняется тем, что задано в настройках',
  'it was cancelled': 'он отменён',
  'the provider cannot do it just now': 'провайдер сейчас не может этого сделать',
  'the provider at this address calls itself by another one': 'провайдер по этому адресу называет себя другим',
  '{} leads to an address without https': '{1} ведёт на адрес без https',
  'its answer is too long': 'его ответ слишком длинный',
  'the provider gave nothing to renew it with; the scope offline_access may be missing':
    'провайдер не дал, чем его продлевать; возможно, не хватает области offline_access',
  'nobody signed in within {} min': 'за {1} мин никто не вошёл',
  'its token is no plain word': 'его токен не простое слово',
  'the server does not take a token that was just made': 'сервер не принимает только что выданный токен',

  'it has no way to show one here': 'показать его здесь нечем',
  'toasts.driver is none in the settings; auto shows them again':
    'в настройках toasts.driver задан none; auto вернёт показ',
  'no notification daemon runs on the session bus; install one (xfce4-notifyd, dunst) or log in to a desktop':
    'на сессионной шине нет службы уведомлений; установите её (xfce4-notifyd, dunst) или войдите в рабочий стол',
  'no answer within {} s; does the notification daemon hang?': 'нет ответа за {1} с; не зависла ли служба уведомлений?',
  'the notification before does not end': 'предыдущее уведомление не заканчивается',
  'notify-send finds no session bus here': 'notify-send не находит сессионной шины',
  'notify-send finds no notification daemon here': 'notify-send не находит службы уведомлений',
  'notify-send is not installed; on Debian or Ubuntu: apt-get install libnotify-bin':
    'notify-send не установлен; в Debian или Ubuntu: apt-get install libnotify-bin',
  'its program ended with an error': 'его программа завершилась с ошибкой',
  'no open page of Tocsin may show one; open the page and choose Show them in this browser':
    'ни одной открытой странице Tocsin это не разрешено; откройте страницу и выберите «Показывать в этом браузере»',
  'no player is installed; on Debian or Ubuntu: apt-get install pipewire-bin, pulseaudio-utils or alsa-utils':
    'проигрыватель не установлен; в Debian или Ubuntu: apt-get install pipewire-bin, pulseaudio-utils или alsa-utils',
  'the desktop brings no sounds; on Debian or Ubuntu: apt-get install sound-theme-freedesktop':
    'у рабочего стола нет звуков; в Debian или Ubuntu: apt-get install sound-theme-freedesktop',
  'this system has no player that Tocsin knows': 'в этой системе нет проигрывателя, известного Tocsin',
  'could not be started: {}': 'не запускается: {1}',
  'did not end within {} s': 'не завершился за {1} с',
};

export const sentences: Sentences = { ...faults, ...ofPatterns, ...refusals, ...asides };
