/// <reference types="vite/client" />

/** How a component looks to a tool that cannot read .vue files; vue-tsc reads the file itself. */
declare module '*.vue' {
  const component: import('vue').Component;
  export default component;
}
