// The page: one element does it all.
import "./app/playground";
import { keepOffline } from "./offline/register";

keepOffline();
