/** The URL of the worklet's file, for bundlers that import files as URLs: `setWorkletUrl(url)`. */
declare const url: string;
export default url;
