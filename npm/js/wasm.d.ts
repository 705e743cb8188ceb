/** The URL of the wasm file, for bundlers that import files as URLs: `init(url)`. */
declare const url: string;
export default url;
