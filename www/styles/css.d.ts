/** Style sheets are bundled as text, to be made constructed sheets. */
declare module "*.css" {
  const text: string;
  export default text;
}
