// SPDX-License-Identifier: Apache-2.0
// The style is imported for its effect: it goes into the bundle beside the script.
declare module "*.css";
