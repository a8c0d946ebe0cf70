// The page: one element does it all. The engine goes first, so that it is on its way while the rest is read.
import "./engine/worker";
import "./app/playground";
