/** What wasm-bindgen makes of the engine; trunk puts it beside the page. */
export default function init(options: { readonly module_or_path: Response }): Promise<unknown>;
