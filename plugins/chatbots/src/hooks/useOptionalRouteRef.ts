import {
  useRouteRef,
  type RouteFunc,
  type RouteRef,
  type SubRouteRef,
} from '@backstage/core-plugin-api';

type Params = { [name in string]: string } | undefined;

/**
 * A route function, or undefined where the app has not mounted the page. A
 * legacy app may mount some of our pages only; a missing page then costs a
 * link and not the whole card.
 *
 * @internal
 */
export function useOptionalRouteRef<P extends Params>(
  routeRef: RouteRef<P> | SubRouteRef<P>,
): RouteFunc<P> | undefined {
  try {
    return useRouteRef(routeRef);
  } catch {
    return undefined;
  }
}
