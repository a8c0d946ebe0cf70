//! `event.kind`, `event.type`, `event.category` and `event.outcome`.

use super::super::run::{Failure, Run};
use crate::diagnostic::codes::mapping as codes;
use crate::ecs::{Item, Node, Origin};
use crate::text::Lower;

/// What actions of one sort are.
struct Category {
    category: &'static [&'static str],
    event_type: &'static [&'static str],
    actions: &'static [&'static str],
}

const fn row(
    category: &'static [&'static str],
    event_type: &'static [&'static str],
    actions: &'static [&'static str],
) -> Category {
    Category { category, event_type, actions }
}

/// By exact action, whatever the provider. Anything else is of type `info` and has no category.
#[rustfmt::skip]
static CATEGORIES: &[Category] = &[
    row(&["iam"], &["group", "change"], &[
        "AddUserToGroup", "AttachGroupPolicy", "DeleteGroupPolicy", "DetachGroupPolicy", "PutGroupPolicy",
        "RemoveUserFromGroup", "UpdateGroup",
    ]),
    row(&["iam"], &["user", "change"], &[
        "AttachUserPolicy", "ChangePassword", "CreateAccessKey", "CreateVirtualMFADevice", "DeactivateMFADevice",
        "DeleteAccessKey", "DeleteSSHPublicKey", "DeleteUserPermissionsBoundary", "DeleteUserPolicy",
        "DeleteVirtualMFADevice", "DetachUserPolicy", "EnableMFADevice", "PutUserPermissionsBoundary", "PutUserPolicy",
        "TagUser", "UntagUser", "UpdateAccessKey", "UpdateLoginProfile", "UpdateSSHPublicKey", "UpdateUser",
    ]),
    row(&["iam"], &["group", "creation"], &["CreateGroup"]),
    row(&["iam"], &["group", "deletion"], &["DeleteGroup"]),
    row(&["iam"], &["user", "creation"], &["CreateUser"]),
    row(&["iam"], &["user", "deletion"], &["DeleteUser"]),
    row(&["iam"], &["admin", "creation"], &["CreateKeyPair"]),
    row(&["iam"], &["admin", "change"], &[
        "SetDefaultPolicyVersion", "SetSecurityTokenServicePreferences", "UpdateAccountPasswordPolicy", "UpdateRole",
    ]),
    row(&["iam"], &["group", "info"], &[
        "GetGroup", "GetGroupPolicy", "ListAttachedGroupPolicies", "ListGroupPolicies", "ListGroups",
    ]),
    row(&["iam"], &["user", "info"], &[
        "GetUser", "GetUserPolicy", "ListAttachedUserPolicies", "ListGroupsForUser", "ListUserPolicies", "ListUsers",
        "ListUserTags",
    ]),
    row(&["iam"], &["info"], &["ListRoles", "GetPolicy", "ListAttachedRolePolicies"]),
    row(&["iam"], &["creation"], &["CreatePolicy"]),
    row(&["iam"], &["change"], &["AttachRolePolicy"]),
    row(&["authentication"], &["info"], &["AssumeRole", "ConsoleLogin", "GetCallerIdentity"]),
    row(&["file"], &["creation"], &["CreateBucket", "CreateDocument"]),
    row(&["file"], &["deletion"], &["DeleteBucket", "DeleteObject"]),
    row(&["file"], &["change"], &["PutObject"]),
    row(&["file"], &["info"], &["ListBuckets", "ListObjects", "HeadObject", "GetObject"]),
    row(&["host"], &["info"], &["DescribeInstances", "DescribeVolumes", "ListInstanceAssociations"]),
    row(&["network"], &["info"], &[
        "DescribeSecurityGroups", "DescribeNetworkInterfaces", "DescribeVpcs", "DescribeNetworkAcls",
        "DescribeLoadBalancers",
    ]),
    row(&["network"], &["access"], &["AuthorizeSecurityGroupIngress"]),
    row(&["api"], &["info"], &["DescribeRegions", "Publish", "Converse"]),
    row(&["configuration"], &["info"], &["DescribeTrails"]),
    row(&["configuration"], &["creation"], &["CreateTopic"]),
    row(&["configuration"], &["change"], &["Subscribe"]),
    row(&["configuration"], &["deletion"], &["DeleteTrail"]),
    row(&["package"], &["info"], &["ListFunctions"]),
    row(&["database"], &["info"], &["ListTables", "DescribeDBInstances"]),
    row(&["process"], &["start"], &["SendCommand"]),
    row(&["session"], &["start"], &[
        "StartSession", "CreateControlChannel", "OpenControlChannel", "CreateDataChannel", "OpenDataChannel",
    ]),
    row(&["session"], &["end"], &["TerminateSession"]),
];

/// Every record is an event.
pub fn kind(run: &mut Run<'_, '_>) {
    run.constant("event.kind", "event");
}

/// What the table says, else `info`.
pub fn event_type(run: &mut Run<'_, '_>) {
    match found(run) {
        Some((row, origin)) => write_list(run, "event.type", row.event_type, origin),
        None => write_list(run, "event.type", &["info"], Origin::Constant { step: run.step.name }),
    }
}

/// What the table says, else nothing.
pub fn category(run: &mut Run<'_, '_>) {
    if let Some((row, origin)) = found(run) {
        write_list(run, "event.category", row.category, origin);
    }
}

/// `failure` where the record has an error; a console sign-in says it itself.
pub fn outcome(run: &mut Run<'_, '_>) {
    let error = run.raw("errorCode").or_else(|| run.raw("errorMessage"));
    match error {
        Some(error) => run.derive_text("event.outcome", "failure", error.span()),
        None => run.constant("event.outcome", "success"),
    }
    if !run.is_one_of("eventName", &["ConsoleLogin"]) {
        return;
    }
    let Some(login) = run.raw("responseElements.ConsoleLogin") else { return };
    match login.as_str() {
        Some(text) => run.derive_text("event.outcome", &text.lower(), login.span()),
        None => run.fail(
            Failure {
                code: &codes::OUTCOME_NOT_TEXT,
                processor: "script",
                message: "runtime error: the outcome of the console sign-in is no text".to_owned(),
                note: "The integration indexes the event as a pipeline error. Write Success or Failure.",
            },
            login.span(),
        ),
    }
}

fn found(run: &Run<'_, '_>) -> Option<(&'static Category, Origin)> {
    let name = run.text("eventName")?;
    let row = CATEGORIES.iter().find(|row| row.actions.contains(&&*name.text))?;
    Some((row, run.derived(vec![name.span()])))
}

fn write_list(run: &mut Run<'_, '_>, field: &str, values: &[&str], origin: Origin) {
    for value in values {
        let item = Item { node: Node::String((*value).into()), origin: origin.clone() };
        run.document.push(field, item, origin.clone());
    }
}
