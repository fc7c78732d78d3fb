import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import {
  Settings,
  UserSettingsSignInAvatar,
} from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import NotificationsIcon from '@material-ui/icons/NotificationsNone';
import SearchIcon from '@material-ui/icons/Search';
import { appTranslationRef } from '../translation';
import { NavAtHome } from './NavAtHome';
import { NotificationsItem } from './NotificationsItem';
import { SidebarLogo } from './SidebarLogo';

function NavItem(props: NavContentNavItem) {
  return (
    <SidebarItem icon={() => props.icon} text={props.title} to={props.href} />
  );
}

/**
 * The navigation: search, the portal's own pages first, then the catalog and
 * Create, and below them what is about the person who looks.
 *
 * @internal
 */
export function PortalSidebar(props: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const nav = props.navItems.withComponent(NavItem);

  // Placed by hand below, so `rest` must not show them a second time.
  nav.take('page:search');
  nav.take('page:notifications');
  nav.take('page:user-settings');
  // Reached from the relations of what is open: alone it shows nothing.
  nav.take('page:catalog-graph');
  const chatbots = nav.take('page:chatbots');
  const approvals = nav.take('page:chatbots/approvals');
  const audit = nav.take('page:chatbots/audit');
  const webhooks = nav.take('page:chatbots/webhooks');
  const catalog = nav.take('page:catalog');
  const create = nav.take('page:scaffolder');

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup icon={<SearchIcon />} label={t('nav.search')} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup icon={<MenuIcon />} label={t('nav.menu')}>
        <SidebarScrollWrapper>
          <NavAtHome>
            {chatbots}
            {approvals}
            {audit}
            {catalog}
            {create}
            {nav.rest()}
            {webhooks}
          </NavAtHome>
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        icon={<NotificationsIcon />}
        label={t('nav.notifications')}
        to="/notifications"
      >
        <NotificationsItem />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup
        icon={<UserSettingsSignInAvatar />}
        label={t('nav.settings')}
        to="/settings"
      >
        <Settings />
      </SidebarGroup>
    </Sidebar>
  );
}
