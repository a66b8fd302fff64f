/** The address of a built style sheet, where the types of the builder are not at hand. */
declare module '*.css?url' {
  const address: string;
  export default address;
}
