import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';
import { searchBy, signInSearch } from './filters.ts';
import { NoSuchScreen } from './rooms/entrance/no-such-screen.tsx';
import { SignIn } from './rooms/entrance/sign-in.tsx';
import { Shell } from './shell.tsx';

/** The entrance, and the house in which every other screen stands. */

export const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchScreen });
export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searchBy(signInSearch),
  component: SignIn,
});
export const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell });
export const getParentRoute = () => inside;
