/// <reference types="vite/client" />

/** What a component is to a tool that cannot read one; vue-tsc reads the file itself. */
declare module '*.vue' {
  const component: import('vue').Component;
  export default component;
}
