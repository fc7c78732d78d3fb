export interface Config {
  chatbots?: {
    governance?: {
      /** Locations whose Users and Groups count; see the configuration of the chatbots plugin. */
      trustedLocations?: string[];
    };
  };
  permission?: {
    /** Groups with rights in Chatbot Portal that a team's membership does not bring. */
    chatbots?: {
      /** Entity refs of groups that may read and export the audit log. Default: group:default/auditors. */
      auditors?: string[];
      /** Entity refs of groups that administer all chatbots, propose policies and see to what belongs to others. Default: group:default/platform. */
      administrators?: string[];
    };
  };
}
