// What can only be made when everything else is there, in this order. A trunk hook; see Trunk.toml.
await import("./engine/split.mjs");
await import("./offline/seal.mjs");
