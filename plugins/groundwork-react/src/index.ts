// SPDX-License-Identifier: Apache-2.0

/**
 * What the Groundwork frontends show alike: states, environments, problems, errors.
 *
 * @packageDocumentation
 */
export * from './api/stacksApiRef';
export * from './components/AccountLabel';
export * from './components/ConfirmDialog';
export * from './components/CopyButton';
export * from './components/EmptyState';
export * from './components/EnvironmentBadge';
export * from './components/ErrorState';
export * from './components/Facts';
export * from './components/LoadView';
export * from './components/ProblemsNotice';
export * from './components/RelativeTime';
export * from './components/RunStateBadge';
export * from './components/StatusBadge';
export * from './hooks/usePolling';
export * from './translation';
