// The page: one element does it all.
import "./app/playground";
