"""Refusals about an installation, its settings and an organisation's own files."""

from surveys.errors.refusal import Refusal


class CommentsFileUnreadable(Refusal):
    """The file of comments can't be read: {detail}."""


class CommentsFileNotWritten(Refusal):
    """The results can't be written there: {detail}."""


class LocalWordsUnreadable(Refusal):
    """The file of your own words can't be read: {detail}."""


class LocalWordsWrong(Refusal):
    """The file of your own words needs attention: {detail}."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class InstallationRefused(Refusal):
    """Staff Voice can't start."""


class SettingsWrong(InstallationRefused):
    """These settings need attention: {detail}."""


class SupportFileWrong(InstallationRefused):
    """The list of support in SUPPORT_FILE needs attention: {detail}."""


class DatabaseNotThere(InstallationRefused):
    """There is no database at {detail}, and none was made; run this in the folder that holds .env, or with the bot's own environment. A new installation begins with "staff-voice setup" or "staff-voice people import"."""


class DatabaseUnreadable(InstallationRefused):
    """The database can't be opened; check that DATABASE_URL is right and that the place can be read and written ({detail})."""


class DatabaseOutOfDate(InstallationRefused):
    """The database belongs to another version of Staff Voice; run "staff-voice migrate" first."""


class DatabaseNotOurs(InstallationRefused):
    """The database was made by a newer version or by something else, so it was not changed; check DATABASE_URL, or install the newer version."""


class TablesInUse(InstallationRefused):
    """The database is being used by something that takes long, so nothing was changed; try again in a moment."""


class BotAlreadyRunning(InstallationRefused):
    """Another bot runs on this SQLite database, which takes one at a time; stop it first, or use PostgreSQL to run several."""


class KeysInsideData(InstallationRefused):
    """KEY_DIR must lie outside the folder of the database and of its backups, or a copy of one would hold both; choose another KEY_DIR."""


class KeysElsewhere(InstallationRefused):
    """A round is open and its key was put in {detail}: set KEY_DIR to that folder, or if the key is lost, run "staff-voice round void" to give the unreadable answers up and ask people again."""


class KeysNotFound(InstallationRefused):
    """KEY_DIR ({detail}) holds none of the keys that were put there: mount that folder again, or if they are lost, run "staff-voice round void" to give the unreadable answers up and ask people again."""


class KeysAway(InstallationRefused):
    """The keys can't be reached just now, so nothing was read or saved; please try again later."""


class KeyFolderUnusable(InstallationRefused):
    """Keys can't be kept in {detail}; set that to a folder which the bot's own user may make, read and write to."""


class KeyFolderForeign(InstallationRefused):
    """The folder in {detail} holds other files than keys, so it was left as it is; set that to an empty folder, or to one that is not there yet."""


class ThresholdsLowered(InstallationRefused):
    """People answered on the promise of larger groups than the settings now allow, and thresholds only rise; set at least {detail}."""


class NothingToAudit(InstallationRefused):
    """There is no database of Staff Voice at DATABASE_URL yet, so there is nothing to audit."""


class AuditNotWritten(InstallationRefused):
    """The audit can't be written there: {detail}."""


class AuditNotReadable(InstallationRefused):
    """That file is no audit written with --json, so there is nothing to check: {detail}."""


class QuestionsMissing(InstallationRefused):
    """The question bank lacks questions that were asked before ({detail}); put them back, with "weekly = false" if they are not to be asked any more."""


class KeyMissing(InstallationRefused):
    """This round can't be read or changed, because its key is missing from KEY_DIR; nothing was saved."""


class SocketBlocked(InstallationRefused):
    """Slack lets us open a socket, and the network does not: {detail}."""


class SlackNotReached(InstallationRefused):
    """The bot can't start without Slack: {detail}."""


class SlackRefused(InstallationRefused):
    """Slack did not accept the connection ({detail}); check SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_API_URL."""


class RestoreCutShort(InstallationRefused):
    """A restore was cut short before everything sealed was given up; start the bot, which finishes it, and try again."""


class RestoreUnderWay(InstallationRefused):
    """A backup is being restored into that database; start the bot when that is done."""


class BackupRefused(InstallationRefused):
    """No backup was made."""


class BackupHasNoPlace(BackupRefused):
    """Say where the backup goes: set BACKUP_DIR, or give --to."""


class NothingToBackUp(BackupRefused):
    """There is no database of Staff Voice at DATABASE_URL yet, so there is nothing to back up; run this in the folder that holds .env."""


class BackupAmongKeys(BackupRefused):
    """Backups and keys must lie apart, neither folder inside the other; choose another folder for backups or another KEY_DIR."""


class BackupPlaceMissing(BackupRefused):
    """There is no folder {detail} to put backups into; mount the disk if it is on one, or make that folder first."""


class BackupUnderWay(BackupRefused):
    """Another backup is being made in that folder; wait until it is done."""


class BackupTooLarge(BackupRefused):
    """There is not room enough for a backup ({detail}); make room there, or keep fewer."""


class BackupNotWritten(BackupRefused):
    """The backup can't be written there: {detail}."""


class BackupNotSound(BackupRefused):
    """The copy did not pass its checks ({detail}) and was destroyed; run "staff-voice audit", for the database itself may be damaged."""


class KeyInBackup(BackupRefused):
    """A key was found in the copy, which was destroyed; run "staff-voice audit" and close every open round before another try."""


class RestoreRefused(InstallationRefused):
    """Nothing was restored."""


class BackupNotThere(RestoreRefused):
    """That file, or its description in the .json file beside it, can't be read ({detail}), so nothing was changed."""


class BackupNotOurs(RestoreRefused):
    """That file is no backup of Staff Voice, so nothing was changed."""


class BackupChanged(RestoreRefused):
    """The backup is not as it was made ({detail}), so nothing was changed; take another one."""


class BackupNewer(RestoreRefused):
    """The backup was made by a newer version of Staff Voice, so nothing was changed; install that version first."""


class BackupNotPlaced(RestoreRefused):
    """The backup can't be put where DATABASE_URL says ({detail}), so nothing was changed; mend that and try again."""


class DatabaseInTheWay(RestoreRefused):
    """There is a database at DATABASE_URL already, so nothing was changed; give --replace to put it aside as a backup first."""


class DatabaseInUse(RestoreRefused):
    """A bot runs on that database, so nothing was changed; stop every bot first."""


class KeysInTheWay(RestoreRefused):
    """KEY_DIR holds keys, and none may outlive a restore, so nothing was changed; give --destroy-keys if they are this database's alone, else set KEY_DIR to an empty folder."""


class DemoRefused(InstallationRefused):
    """The demo can't start: {detail}."""


class TokenKeysInsideData(InstallationRefused):
    """TOKEN_KEY_DIR lies in KEY_DIR, holds it, or lies in the folder of the database or of the backups; set it to a folder of its own."""


class TokenKeyMissing(InstallationRefused):
    """The key of the workspaces' tokens is missing from TOKEN_KEY_DIR, so nothing can be said to Slack; put it back, or install the app again in each workspace."""


class NoTokenSealed(InstallationRefused):
    """No workspace has installed the app by itself, so there is no key to change; with one workspace, its token is in the settings."""


class TokensTwice(InstallationRefused):
    """SLACK_BOT_TOKEN is set, and the app is installed in several workspaces; take it away, or run "staff-voice workspaces remove" for each of them."""


class WorkspaceUnknown(InstallationRefused):
    """There is no installed workspace with that id; "staff-voice workspaces list" shows them."""


class InstallRefused(InstallationRefused):
    """Staff Voice was not installed."""


class InstallLinkSpent(InstallRefused):
    """This link was used already, is older than ten minutes, or was begun in another browser. If you read before that Staff Voice is installed, it is."""


class InstallDeclined(InstallRefused):
    """Slack says that the installation was cancelled."""


class WorkspaceNotAllowed(InstallRefused):
    """This workspace is not on the list of those that may install Staff Voice, so it was not installed. Whoever runs Staff Voice can add it to ALLOWED_WORKSPACES."""


class InstalledForAll(InstallRefused):
    """Staff Voice can't be installed for a whole Enterprise Grid organisation. Install it in one workspace at a time."""


class NotInstalledBySlack(InstallRefused):
    """Slack did not finish the installation ({detail}); please begin again."""


class TooManyInstalls(InstallRefused):
    """Too many installations were begun in the past minutes. Please try again in ten minutes."""
