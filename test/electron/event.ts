/** An event as Electron hands it to listeners. */
export function electronEvent<P extends object>(params: P): Electron.Event<P> {
  let prevented = false;
  return {
    ...params,
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
}
