// Memory that begins where a page does, as a read past the kernel's cache demands. Node offers none; the memory of WebAssembly is.

/** The language's own library that is compiled with does not know it. */
declare const WebAssembly: { readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer } };

export function alignedMemory(bytes: number): Buffer {
  const { buffer } = new WebAssembly.Memory({ initial: Math.ceil(bytes / wasmPageBytes) });
  return Buffer.from(buffer, 0, bytes);
}

const wasmPageBytes = 65_536;
