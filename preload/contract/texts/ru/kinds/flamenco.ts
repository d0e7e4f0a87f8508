import type { SentenceTexts } from '../../kinds.ts';

export const flamenco: SentenceTexts = {
  'Job results, workers in error, the state of the farm': 'Результаты заданий, воркеры в ошибке, состояние фермы',

  Jobs: 'Задания',
  Workers: 'Воркеры',
  'State of the farm': 'Состояние фермы',
  'Life of the Manager': 'Работа Manager',
  Tasks: 'Задачи',
  'Rendered pictures': 'Готовые картинки',
  'Tags of workers': 'Теги воркеров',
  'Logs of tasks': 'Журналы задач',
  Chat: 'Чат',

  'Of the Manager, as in the browser: http://manager.example:8080':
    'Адрес Manager, как в браузере: http://manager.example:8080',
  'A job that completes, fails or is canceled': 'Задание завершилось, не удалось или отменено',
  'A worker in error, and when it is back': 'Воркер в ошибке и его возвращение',
  'Tasks of': 'Задачи заданий',
  'Jobs, chosen by name, or by pasting their addresses or ids; "active" stands for all that run. To the history only':
    'Задания: выберите по имени или вставьте адрес либо id; «active» означает все, что выполняются. Только в историю',
  'all jobs that run, as they come and go': 'все задания, которые выполняются, по мере их смены',
  'Ids of tasks, one a line. Only before Flamenco 3.5: later ones send none':
    'Id задач, по одному в строке. Только до Flamenco 3.5: более новые их не присылают',
};
